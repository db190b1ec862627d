package smspartner

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fakesms/fakesms/emulator/internal/web"
)

// Limits of an RCS message, in characters; those of a text and of the data that
// comes back are RCS's own (assumed).
const (
	maxRCSText     = 3072
	maxPostback    = 2048
	maxTitle       = 200
	maxDescription = 500
	maxSuggestions = 4
)

// notValid is the form library's own text.
const notValid = "Cette valeur n'est pas valide."

// content is what an RCS message shows, and what its form says.
type content struct {
	text       string // of a file its URL, of a card what is on it, line by line
	firstReply string // what choosing the first suggestion answers
	violations []violation
}

func (r *content) wrong(text string, path ...string) {
	r.violations = append(r.violations, violation{child(append([]string{"richContent"}, path...)...), text})
}

// readContent reads richContent: a conversation that has exactly one of text,
// file and richCard, and up to four suggestions. What the page says after the
// card's description is lost: its media are read like a file's, and a carousel,
// if there is one, is not known (assumed).
func readContent(value *web.Value) content {
	var r content
	fields, _ := value.Object()
	if fields == nil {
		r.wrong("richContent est requis")
		return r
	}
	conversation, _ := fields.Get("conversation").Object()
	if conversation == nil {
		r.wrong("conversation est requis", "conversation")
		return r
	}
	text, file, card := conversation.Get("text"), conversation.Get("file"), conversation.Get("richCard")
	given := slices.DeleteFunc([]*web.Value{text, file, card}, func(v *web.Value) bool { return v == nil })
	switch {
	case len(given) != 1:
		r.wrong("Un seul contenu est requis : text, file ou richCard", "conversation")
	case text != nil:
		r.text = text.Text()
		r.checkText(r.text, maxRCSText, "text")
	case file != nil:
		r.readFile(file)
	default:
		r.readCard(card)
	}
	r.readSuggestions(conversation.Get("suggestions"))
	return r
}

// checkText is about a text that must be there.
func (r *content) checkText(text string, limit int, field ...string) {
	if text == "" {
		r.wrong(field[len(field)-1]+" est requis", append([]string{"conversation"}, field...)...)
	}
	r.checkLength(text, limit, field...)
}

func (r *content) checkLength(text string, limit int, field ...string) {
	if utf8.RuneCountInString(text) > limit {
		long := fmt.Sprintf("%s ne peut pas etre plus long que %d caracteres", field[len(field)-1], limit)
		r.wrong(long, append([]string{"conversation"}, field...)...)
	}
}

func (r *content) readFile(file *web.Value) {
	fields, _ := file.Object()
	if fields == nil {
		r.wrong(notValid, "conversation", "file")
		return
	}
	r.text = r.readMedia(fields.Get("media"), true, "file")
	if r.text == "" && len(r.violations) == 0 {
		r.wrong("media est requis", "conversation", "file", "media")
	}
}

// readMedia returns the URL of a file; "" if there is none.
func (r *content) readMedia(media *web.Value, anyType bool, owner string) string {
	if media == nil {
		return ""
	}
	fields, _ := media.Object()
	if fields == nil {
		r.wrong(notValid, "conversation", owner, "media")
		return ""
	}
	address := fields.Text("fileUrl")
	if problem := checkMedia(address, anyType); problem != "" {
		r.wrong(problem, "conversation", owner, "media", "fileUrl")
	}
	return address
}

func (r *content) readCard(card *web.Value) {
	fields, _ := card.Object()
	if fields == nil {
		r.wrong(notValid, "conversation", "richCard")
		return
	}
	title, description := fields.Text("title"), fields.Text("description")
	switch fields.Text("orientation") {
	case "VERTICAL": // the sample has an alignment too, and says that it does not count
	case "HORIZONTAL":
		if side := fields.Text("thumbnailImageAlignment"); side != "LEFT" && side != "RIGHT" && side != "" {
			r.wrong(notValid, "conversation", "richCard", "thumbnailImageAlignment")
		}
	default:
		r.wrong("orientation vaut VERTICAL ou HORIZONTAL", "conversation", "richCard", "orientation")
	}
	r.checkLength(title, maxTitle, "richCard", "title")
	r.checkLength(description, maxDescription, "richCard", "description")
	shown := []string{title, description, r.readMedia(fields.Get("media"), false, "richCard")}
	shown = slices.DeleteFunc(shown, func(line string) bool { return line == "" })
	if len(shown) == 0 && len(r.violations) == 0 {
		r.wrong("title, description ou media est requis", "conversation", "richCard")
	}
	r.text = strings.Join(shown, "\n")
}

// readSuggestions reads the buttons under a message. The page shows replies; of
// another kind of suggestion nothing is known, so nothing is asked of it.
func (r *content) readSuggestions(value *web.Value) {
	if value == nil {
		return
	}
	list, isList := value.List()
	if !isList {
		r.wrong(notValid, "conversation", "suggestions")
		return
	}
	if len(list) > maxSuggestions {
		r.wrong(fmt.Sprintf("%d suggestions maximum", maxSuggestions), "conversation", "suggestions")
		return
	}
	for i, item := range list {
		fields, _ := item.Object()
		if fields == nil {
			r.wrong(notValid, "conversation", "suggestions", fmt.Sprint(i))
			continue
		}
		value := fields.Get("reply")
		reply, _ := value.Object()
		switch {
		case value == nil:
		case reply == nil || reply.Text("text") == "" || reply.Text("postbackData") == "":
			r.wrong("text et postbackData sont requis", "conversation", "suggestions", fmt.Sprint(i), "reply")
		case utf8.RuneCountInString(reply.Text("postbackData")) > maxPostback:
			r.checkLength(reply.Text("postbackData"), maxPostback, "suggestions", fmt.Sprint(i), "reply", "postbackData")
		case r.firstReply == "":
			r.firstReply = reply.Text("postbackData")
		}
	}
}

// checkMedia says what is wrong with a file's URL; "" if nothing is. The file is
// not fetched: the ending of its name tells what it is, and one without an ending
// is taken for granted (assumed). Cards show pictures and films only.
func checkMedia(address string, anyType bool) string {
	parsed, err := url.Parse(address)
	if err != nil || len(address) > maxURL || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return "Cette valeur n'est pas une URL valide."
	}
	switch strings.ToLower(path.Ext(parsed.Path)) {
	case "", ".jpeg", ".jpg", ".gif", ".png", ".h263", ".m4v", ".mp4", ".mpeg4", ".mpeg", ".mpg", ".webm":
		return ""
	case ".ogx", ".pdf", ".aac", ".mp3", ".m4a", ".3gp", ".3gpp":
		if anyType {
			return ""
		}
	}
	return "Ce type de fichier n'est pas autorise"
}
