module github.com/fakesms/fakesms

go 1.26

require (
	github.com/brianvoe/gofakeit/v6 v6.28.0
	github.com/clbanning/mxj/v2 v2.7.0
	github.com/gorilla/mux v1.8.1
	github.com/nyaruka/phonenumbers v1.8.1
	github.com/rickar/cal/v2 v2.1.13
	github.com/stretchr/testify v1.12.1
	go.uber.org/goleak v1.3.0
	golang.org/x/text v0.23.0
)

require (
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
)
