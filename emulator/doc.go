// Package emulator is the product: an http.Handler that is, to any client, the
// HTTP API of the SMS providers SMS Partner and Primotexto.
//
// The map of the code:
//
//   - emulator.go chooses the provider of a request, state.go keeps the state file.
//   - smspartner, primotexto: one package a provider, one file an endpoint. Their
//     route lists and error catalogues say what each answer rests on.
//   - control is the API under /_fakesms/ that tests script against, and
//     emulatortest what Go tests use instead.
//   - internal/web leads a request from net/http to a handler and back.
//   - internal/sandbox is what is remembered: worlds, accounts, clocks, agendas,
//     messages, callbacks, journals; and how it is written down (snapshot.go).
//   - internal/courier makes the calls to the user's application.
//   - internal/sms are pure functions about numbers and texts.
//
// Imports point inward only: a provider imports internal packages, never another
// provider, and no internal package names a provider.
package emulator
