package contracts

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

var captureName = expression(`^[A-Za-z]\w*$`)

func isAssertion(word string) bool {
	return isInlineBasis(word) ||
		slices.Contains([]string{Fixture, "varying", "xml", "xml-varying", "capture", "capture-header", "header", "bytes", "begins"}, word)
}

func isInlineBasis(word string) bool {
	return slices.Contains([]string{Documented, Assumed, Answer}, word)
}

func (p *parser) assertion(word, text string) error {
	step := p.step()
	if step == nil || !step.begun() {
		return fmt.Errorf("%s before a request or callback", word)
	}
	if len(p.pending) > 0 {
		return fmt.Errorf("%s after %s: which answer is meant?", word, p.pending[0].verb)
	}
	if step.Callback != "" {
		if err := step.fitsCallback(word, text); err != nil {
			return err
		}
	}
	var err error
	switch word {
	case Fixture, Documented, Assumed, Answer:
		err = p.basis(step, word, text)
	case "varying":
		step.varying, err = addPaths(step.varying, text)
	case "xml-varying":
		step.xmlVarying, err = addPaths(step.xmlVarying, text)
	case "xml":
		err = p.xml(step, strings.Fields(text))
	case "capture":
		err = p.capture(step, strings.Fields(text))
	case "capture-header":
		err = p.captureHeader(step, strings.Fields(text))
	case "header":
		header := headerLine().FindStringSubmatch(text)
		if header == nil {
			return fmt.Errorf("header needs Name: value")
		}
		step.headers = append(step.headers, assertion{p.next, header[1], header[2]})
	case "bytes":
		step.bytes = append(step.bytes, assertion{p.next, "body", text})
	case "begins":
		step.begins = append(step.begins, assertion{p.next, "body", text})
	}
	return err
}

func (p *parser) basis(step *Step, word, text string) error {
	if step.Basis != "" {
		return fmt.Errorf("%s beside %s: a body has one basis", word, step.Basis)
	}
	step.Basis, step.basisAt = word, p.next
	if word != Fixture {
		var err error
		step.inline, err = p.inlineJSON(strings.TrimSpace(text))
		return err
	}
	if len(strings.Fields(text)) != 1 {
		return fmt.Errorf("fixture needs one path")
	}
	step.Fixture = p.script.Provider + "/" + strings.TrimSpace(text)
	return nil
}

func (p *parser) xml(step *Step, words []string) error {
	switch {
	case p.script.Provider != smsPartner:
		return fmt.Errorf("xml: only %s answers XML", smsPartner)
	case step.XML != "":
		return fmt.Errorf("a second xml")
	case len(words) == 2 && words[1] == "shape":
		step.xmlShape = true
	case len(words) != 1:
		return fmt.Errorf("xml needs a path, and shape or nothing")
	}
	step.XML, step.xmlAt = p.script.Provider+"/"+words[0], p.next
	return nil
}

func (p *parser) capture(step *Step, words []string) error {
	if len(words) != 2 {
		return fmt.Errorf("capture needs a name and a path")
	}
	name, path := words[0], words[1]
	if err := checkName(name); err != nil {
		return err
	}
	if !validPath(path) || strings.Contains(path, "[]") {
		return fmt.Errorf("capture: %q is not a path to one value, like list[0].id", path)
	}
	step.captures = append(step.captures, assertion{p.next, name, path})
	return nil
}

func (p *parser) captureHeader(step *Step, words []string) error {
	if len(words) != 2 {
		return fmt.Errorf("capture-header needs a name and a header's name")
	}
	step.fromHeaders = append(step.fromHeaders, assertion{p.next, words[0], words[1]})
	return checkName(words[0])
}

func checkName(name string) error {
	if !captureName().MatchString(name) || name == "key" || name == "wrongkey" {
		return fmt.Errorf("capture: %q is no name for a value", name)
	}
	return nil
}

func addPaths(paths []string, list string) ([]string, error) {
	for path := range strings.SplitSeq(list, ",") {
		path = strings.TrimSpace(path)
		if !validPath(path) {
			return nil, fmt.Errorf("%q is not a path like a.b or list[].c", path)
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// finish looks at the step that ends here as a whole.
func (p *parser) finish() error {
	step := p.step()
	switch {
	case step == nil:
		return nil
	case !step.begun():
		return fmt.Errorf("the step of line %d has no request or callback", step.Line)
	case !step.bodiless() && step.Basis == "" && step.XML == "" && len(step.bytes)+len(step.begins) == 0:
		return fmt.Errorf("the step of line %d says nothing about the body", step.Line)
	case step.varying != nil && step.Basis == "" && step.XML == "":
		return fmt.Errorf("the step of line %d has a varying but no body to vary from", step.Line)
	case step.xmlVarying != nil && step.XML == "":
		return fmt.Errorf("the step of line %d has an xml-varying but no xml", step.Line)
	}
	return nil
}

func (s *Step) bodiless() bool {
	return s.Status == http.StatusNoContent || s.Callback == noCallback
}
