{{/*
What docs/house.md promises a process. A process gets the credentials that it needs and no others: for the rest it
gets an address that leads nowhere, because the settings ask every process for all of them.
*/}}
{{- define "library.environment" -}}
{{- $global := .root.Values.global }}
{{- $service := .root.Chart.Name }}
{{- $process := .process }}
{{- $databases := dict "DATABASE_URL" (list $service "web" "worker" "catalogue") "RELAY_DATABASE_URL" (list (printf "%s_relay" $service) "relay") "MIGRATION_DATABASE_URL" (list (printf "%s_owner" $service) "migrate" "erase") }}
{{- range $variable := keys $databases | sortAlpha }}
{{- $of := get $databases $variable }}
- name: {{ $variable }}
  {{- if has $process (rest $of) }}
  valueFrom: {secretKeyRef: {name: {{ $global.secrets.databases }}, key: {{ first $of }}}}
  {{- else }}
  # Migrations grant rights to the other two roles, so each is named.
  value: postgresql://{{ first $of }}@not-for-this-process/
  {{- end }}
{{- end }}
- name: BROKER_URL
  {{- if has $process (list "web" "worker" "relay" "migrate") }}
  valueFrom: {secretKeyRef: {name: {{ $global.secrets.broker }}, key: {{ $service }}}}
  {{- else }}
  value: amqp://not-for-this-process/
  {{- end }}
- name: MIGRATION_BROKER_URL
  {{- if eq $process "migrate" }}
  # Without this key the service's own user declares the topology.
  valueFrom: {secretKeyRef: {name: {{ $global.secrets.broker }}, key: migrate, optional: true}}
  {{- else }}
  value: amqp://not-for-this-process/
  {{- end }}
- name: SMTP_URL
  {{- if eq $process "worker" }}
  valueFrom: {secretKeyRef: {name: {{ $global.secrets.smtp }}, key: url}}
  {{- else }}
  value: smtp://not-for-this-process
  {{- end }}
- {name: TENANTS_DIR, value: /etc/buergerbuero/tenants}
- {name: SECRETS_DIR, value: /etc/buergerbuero/secrets}
- {name: BIND, value: 0.0.0.0}
- {name: PORT, value: "8080"}
- {name: TRUSTED_PROXIES, value: {{ $global.trustedProxies | quote }}}
- {name: HANDLER_TIMEOUT, value: {{ .root.Values.worker.handlerTimeout | quote }}}
- {name: WORKER_CONCURRENCY, value: {{ .root.Values.worker.concurrency | quote }}}
- {name: WEB_THREADS, value: {{ .root.Values.web.threads | quote }}}
- {name: DATABASE_POOL, value: {{ .root.Values.databasePool | quote }}}
- {name: ADMISSION_AT_ONCE, value: {{ $global.admission.atOnce | quote }}}
- {name: ADMISSION_TURNS, value: {{ $global.admission.turns | quote }}}
- {name: ADMISSION_PER_SECOND, value: {{ $global.admission.perSecond | quote }}}
- {name: ADMISSION_BURST, value: {{ $global.admission.burst | quote }}}
{{- with $global.scanUrl }}
- {name: SCAN_URL, value: {{ . | quote }}}
{{- end }}
{{- with $global.telemetry.otlpEndpoint }}
- {name: OTLP_ENDPOINT, value: {{ . | quote }}}
- {name: OTEL_TRACES_SAMPLER, value: parentbased_traceidratio}
- {name: OTEL_TRACES_SAMPLER_ARG, value: {{ $global.telemetry.sampleRatio | quote }}}
{{- with $global.telemetry.otlpHeadersSecret }}
- name: OTEL_EXPORTER_OTLP_HEADERS
  valueFrom: {secretKeyRef: {name: {{ . }}, key: headers}}
{{- end }}
{{- end }}
{{- with $global.network.proxy }}
- {name: HTTPS_PROXY, value: {{ . | quote }}}
- {name: NO_PROXY, value: {{ $global.network.noProxy | quote }}}
{{- end }}
{{- range $name, $value := .root.Values.settings }}
{{- if $value }}
- {name: {{ $name | snakecase | upper }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}
{{- if hasKey .root.Values "letters" }}
- {name: LETTER_SPOOL_DIR, value: /var/spool/letters}
{{- end }}
{{- if include "library.returnedMails" . }}
- {name: RETURNED_MAIL_DIR, value: /var/spool/returned-mails}
{{- end }}
{{- end }}
