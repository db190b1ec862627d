package contracts

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/fakesms/fakesms/fixtures"
)

const (
	declaration = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	withXSI     = `<result xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`
)

// Each difference has its row, so each check is seen to fail.
func TestCompareXML(t *testing.T) {
	for _, test := range []struct {
		about, json, xml, varying string
		differences               []string
	}{
		{"values in order", `{"success":true,"cost":0.038,"currency":"EUR"}`,
			"<result>\n  <entry>true</entry>\n  <entry>0.038</entry>\n  <entry>\n<![CDATA[EUR]]>\n</entry>\n</result>", "", nil},
		{"another value", `{"a":"0.900"}`, `<result><entry><![CDATA[0.9]]></entry></result>`, "", []string{`a: got string "0.900", as XML "0.9"`}},
		{"1 is not 1.0", `{"a":1.0}`, `<result><entry>1</entry></result>`, "", []string{`a: got number 1.0, as XML "1"`}},
		{"another order", `{"a":1,"b":2}`, `<result><entry>2</entry><entry>1</entry></result>`, "",
			[]string{`a: got number 1, as XML "2"`, `b: got number 2, as XML "1"`}},
		{"an entry missing", `{"a":1,"b":2}`, `<result><entry>1</entry></result>`, "", []string{`.: got object with keys a, b, as XML 1 entries`}},
		{"an entry too many", `{"a":1}`, `<result><entry>1</entry><entry>2</entry></result>`, "", []string{`.: got object with keys a, as XML 2 entries`}},
		{"no entry at all", `{"a":1}`, `<result/>`, "", []string{`.: got object with keys a, as XML ""`}},
		{"an element of another name", `{"a":1}`, `<result><a>1</a></result>`, "", []string{`.: got object with keys a, as XML <a>`}},
		{"one beside the entries", `{"a":1}`, `<result><entry>1</entry><a>1</a></result>`, "", []string{`.: got object with keys a, as XML <a>, <entry>`}},
		{"text beside the entries", `{"a":1}`, `<result><entry>1</entry>text</result>`, "", []string{`.: got object with keys a, as XML <#text>, <entry>`}},
		{"an attribute", `{"a":1}`, `<result><entry type="i">1</entry></result>`, "", []string{`a: got number 1, as XML <#text>, <-type>`}},
		{"nested, not flat", `{"a":{"b":1}}`, `<result><entry>1</entry></result>`, "", []string{`a: got object with keys b, as XML "1"`}},
		{"flat, not nested", `{"a":1}`, `<result><entry><entry>1</entry></entry></result>`, "", []string{`a: got number 1, as XML 1 entries`}},

		{"an empty list", `{"a":[]}`, `<result><entry/></result>`, "", nil},
		{"an empty object", `{}`, `<result/>`, "", nil},
		{"an empty text", `{"a":""}`, `<result><entry><![CDATA[]]></entry></result>`, "", nil},
		{"a list of one", `{"a":["x"]}`, `<result><entry><entry>x</entry></entry></result>`, "", nil},
		{"a list of one object of one", `{"a":[{"b":"x"}]}`, `<result><entry><entry><entry>x</entry></entry></entry></result>`, "", nil},
		{"a level too few", `{"a":[{"b":"x"}]}`, `<result><entry><entry>x</entry></entry></result>`, "", []string{`a[0]: got object with keys b, as XML "x"`}},
		{"a list of two", `{"a":[1,[2,3]]}`, `<result><entry><entry>1</entry><entry><entry>2</entry><entry>3</entry></entry></entry></result>`, "", nil},
		{"another length", `{"a":[1,2]}`, `<result><entry><entry>1</entry></entry></result>`, "", []string{`a: got array of 2, as XML 1 entries`}},
		{"a text for an empty list", `{"a":[]}`, `<result><entry>x</entry></result>`, "", []string{`a: got array of 0, as XML "x"`}},
		{"a name for an empty list", `{"a":[]}`, `<result><entry><b/></entry></result>`, "", []string{`a: got array of 0, as XML <b>`}},
		{"a list at the top", `[1]`, `<result><entry>1</entry></result>`, "", nil},

		{"null", `{"a":null}`, withXSI + `<entry xsi:nil="true"/></result>`, "", nil},
		{"null is not empty", `{"a":null}`, `<result><entry/></result>`, "", []string{`a: got null, as XML ""`}},
		{"null is not a text", `{"a":null}`, `<result><entry>null</entry></result>`, "", []string{`a: got null, as XML "null"`}},
		{"empty is not null", `{"a":""}`, withXSI + `<entry xsi:nil="true"/></result>`, "", []string{`a: got string "", as XML xsi:nil`}},
		{"a list is not null", `{"a":[]}`, withXSI + `<entry xsi:nil="true"/></result>`, "", []string{`a: got array of 0, as XML xsi:nil`}},

		{"mxj trims", `{"a":" x y\n"}`, `<result><entry><![CDATA[ x y` + "\n" + `]]></entry></result>`, "", nil},
		{"space inside counts", `{"a":"x  y"}`, `<result><entry><![CDATA[x y]]></entry></result>`, "", []string{`a: got string "x  y", as XML "x y"`}},
		{"CDATA in two pieces", `{"a":"x]]>y <b> &"}`, `<result><entry><![CDATA[x]]]]><![CDATA[>y <b> &]]></entry></result>`, "", nil},
		{"text beside CDATA is not lost", `{"a":"y"}`, `<result><entry>x<![CDATA[y]]></entry></result>`, "", []string{`a: got string "y", as XML "xy"`}},
		{"a carriage return", `{"a":"x\r\ny"}`, "<result><entry><![CDATA[x\r\ny]]></entry></result>", "", nil},
		{"escaped text", `{"a":"é <&>"}`, `<result><entry>é &lt;&amp;&gt;</entry></result>`, "", nil},
		{"no number is made of a text", `{"a":"+33612345678"}`, `<result><entry><![CDATA[+33612345678]]></entry></result>`, "", nil},

		{"user keeps its names", `{"user":{"username":"a","lastname":""}}`, `<result><entry><username>a</username><lastname/></entry></result>`, "", nil},
		{"in no order", `{"user":{"username":"a","lastname":"b"}}`, `<result><entry><lastname>b</lastname><username>a</username></entry></result>`, "", nil},
		{"a name of user missing", `{"user":{"username":"a","lastname":"b"}}`, `<result><entry><username>a</username></entry></result>`, "",
			[]string{`user: got object with keys username, lastname, as XML <username>`}},
		{"user as entries", `{"user":{"username":"a"}}`, `<result><entry><entry>a</entry></entry></result>`, "",
			[]string{`user: got object with keys username, as XML 1 entries`}},
		{"user as text", `{"user":{}}`, `<result><entry>a</entry></result>`, "", []string{`user: got object with keys , as XML "a"`}},
		{"an empty user", `{"user":{}}`, `<result><entry/></result>`, "", nil},
		{"a value of user", `{"user":{"username":"a"}}`, `<result><entry><username>b</username></entry></result>`, "", []string{`user.username: got string "a", as XML "b"`}},
		{"user elsewhere has entries", `{"a":{"user":{"b":1}}}`, `<result><entry><entry><entry>1</entry></entry></entry></result>`, "", nil},
		{"user as a value", `{"user":"a"}`, `<result><entry>a</entry></result>`, "", nil},

		{"a varying value", `{"a":"x","b":null}`, `<result><entry>y</entry><entry>z</entry></result>`, "a,b", nil},
		{"a varying value stays one", `{"a":"x"}`, `<result><entry><entry>y</entry></entry></result>`, "a", []string{`a: got string "x", as XML 1 entries`}},
		{"a varying value may be null", `{"a":"x"}`, withXSI + `<entry xsi:nil="true"/></result>`, "a", nil},
		{"a varying object", `{"a":{"b":1}}`, `<result><entry><entry>2</entry></entry></result>`, "a", nil},
		{"a varying length", `{"l":[{"a":1},{"a":1}]}`, `<result><entry><entry><entry>1</entry></entry></entry></result>`, "l", nil},
		{"each has the shape of the XML's first", `{"l":[{"a":1},2]}`, `<result><entry><entry><entry>1</entry></entry><entry>2</entry></entry></result>`, "l",
			[]string{`l[1]: got number 2, as XML 1 entries`}},
		{"a varying length without a first", `{"l":[1]}`, `<result><entry/></result>`, "l", []string{`l: got array of 1, as XML ""`}},
	} {
		t.Run(test.about, func(t *testing.T) {
			c := &comparison{basis: "as XML"}
			if test.varying != "" {
				c.varying, _ = addPaths(nil, test.varying)
			}
			twin, err := readXML([]byte(declaration + test.xml))
			require.NoError(t, err)
			c.xml(whole, tree(t, test.json), twin, false)
			assert.Equal(t, test.differences, c.differences)
		})
	}
}

func TestCompareXMLShape(t *testing.T) {
	c := &comparison{basis: "published XML"}
	got := tree(t, `{"success":false,"code":9,"errors":[{"elementId":"x","message":"y"}]}`)
	for document, problem := range map[string][]string{
		`<result><entry>a</entry><entry>b</entry><entry><entry><entry>c</entry><entry>d</entry></entry></entry></result>`: nil,
		`<result><entry>a</entry><entry>b</entry><entry><entry>c</entry></entry></result>`: {
			`errors[0]: got object with keys elementId, message, published XML "c"`},
	} {
		twin, err := readXML([]byte(document))
		require.NoError(t, err)
		c.differences = nil
		c.xml(whole, got, twin, true)
		assert.Equal(t, problem, c.differences)
	}
}

func TestReadXMLRefuses(t *testing.T) {
	for document, problem := range map[string]string{
		``:                         "0 root elements",
		`{"a":1}`:                  "text outside the root",
		`<result><entry></result>`: "not XML",
		`<result>`:                 "not XML",
		`<result/><result/>`:       "2 root elements",
		`<result/>text`:            "text outside the root",
		`<result/><`:               "not XML",
		`<results/>`:               "the root is not <result>",
		"<result>\x01</result>":    "not XML",
		`<result><entry>&eacute;</entry></result>`:               "not XML",
		`<result><entry xsi:nil="true"/></result>`:               "xsi:nil without xmlns:xsi",
		`<result><entry><a xsi:nil="true"/></entry></result>`:    "xsi:nil without xmlns:xsi",
		`<result xmlns:xsi="x"><entry xsi:nil="true"/></result>`: "xsi:nil without xmlns:xsi",
	} {
		_, err := readXML([]byte(document))
		assert.ErrorContains(t, err, problem, document)
	}
}

// All XML that was published can be read, whatever its indentation.
func TestReadPublishedXML(t *testing.T) {
	entries, err := fixtures.Index()
	require.NoError(t, err)
	read := 0
	for _, entry := range entries {
		if entry.WellFormed != "yes" || entry.Path[len(entry.Path)-4:] != ".xml" {
			continue
		}
		text, err := fixtures.Read(entry.Path)
		require.NoError(t, err)
		_, err = readXML(text)
		assert.NoError(t, err, entry.Path)
		read++
	}
	assert.Greater(t, read, 5)
}
