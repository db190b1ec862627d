package control

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/fakesms/fakesms/emulator/internal/sandbox"
	"github.com/fakesms/fakesms/emulator/internal/web"
)

// accountHead begins an account's description; the members of its settings
// follow in the same object.
type accountHead struct {
	Provider string    `json:"provider"`
	Key      string    `json:"key"`
	Messages int       `json:"messages"` // kept
	Now      time.Time `json:"now"`
}

func describe(account *sandbox.Account) json.RawMessage {
	head := web.JSON(accountHead{account.Name.Provider, account.Name.Key, account.Messages.Len(), account.Now()})
	settings := web.JSON(account.Settings)
	return append(append(head[:len(head)-1], ','), settings[1:]...)
}

func (a *api) accounts(r *request) (any, error) {
	worlds, err := a.narrowed(r)
	if err != nil {
		return nil, err
	}
	accounts := []json.RawMessage{}
	for _, world := range worlds {
		world.Look(func(account *sandbox.Account) { accounts = append(accounts, describe(account)) })
	}
	return accounts, nil
}

// putAccount sets an account up, or changes it; members left out stay. Nothing
// changes if one member is wrong.
func (a *api) putAccount(r *request) (any, error) {
	name := sandbox.Name{Provider: r.vars["provider"], Key: r.vars["key"]}
	fresh := a.settings(name.Provider)
	if fresh == nil {
		return nil, fail(http.StatusNotFound, "provider %q is not known; it is one of %s", name.Provider, strings.Join(a.box.Providers(), ", "))
	}
	var answer json.RawMessage
	var wrong error
	err := a.open(name, func(account *sandbox.Account) {
		changed := fresh()
		if wrong = json.Unmarshal(web.JSON(account.Settings), changed); wrong != nil {
			return
		}
		if wrong = decode(r, changed); wrong != nil {
			return
		}
		if wrong = changed.Validate(); wrong != nil {
			wrong = fail(http.StatusBadRequest, "%v", wrong)
			return
		}
		account.Settings = changed
		answer = describe(account)
	})
	if err != nil {
		return nil, err
	}
	return answer, wrong
}

// settings makes new ones for a provider; nil if it is not known.
func (a *api) settings(provider string) func() web.AccountSettings {
	for _, dialect := range a.dialects {
		if dialect.Provider == provider {
			return dialect.NewSettings
		}
	}
	return nil
}
