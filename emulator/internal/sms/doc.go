// Package sms holds what is true of telephone numbers and of short messages
// whoever carries them: how a number is spelled and whether it can receive an
// SMS, how many parts a text takes, which codes and links it holds, and what
// becomes of the numbers that the French regulator keeps for fiction.
//
// Nothing here knows an account, a clock or a provider's words.
package sms
