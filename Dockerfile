# Any image with Go, its modules or a way to get them, and
# /etc/ssl/certs/ca-certificates.crt will do; it needs no shell.
ARG BUILDER=golang:1.26

FROM ${BUILDER} AS build
WORKDIR /src
ENV CGO_ENABLED=0
COPY go.mod go.sum ./
RUN ["go", "mod", "download"]
COPY . .
RUN ["go", "build", "-trimpath", "-ldflags=-s -w", "-o", "/out/fakesms", "./cmd/fakesms"]

# No zone files: the program embeds time/tzdata.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/fakesms /fakesms
USER 65532:65532
ENV FAKESMS_ADDR=:8026
EXPOSE 8026
# No --start-interval: engines before 25 refuse the whole file for it.
HEALTHCHECK --interval=2s --timeout=3s CMD ["/fakesms", "health"]
ENTRYPOINT ["/fakesms"]
