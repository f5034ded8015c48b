{{/*
One host name per town, each path to the service that owns it. The hosts come from the towns; booking also answers
what nobody owns, with a page that says so. Probes and metrics are for the operator's network and have no route.
*/}}
{{- define "library.hosts" -}}
{{- $hosts := list }}
{{- range $town := .root.Values.global.tenants }}{{ $hosts = concat $hosts $town.hosts }}{{ end }}
{{- $hosts | uniq | sortAlpha | toYaml }}
{{- end }}

{{- define "library.paths" -}}
{{- $edges := get (include "library.edges" . | fromYaml) .root.Chart.Name }}
{{- $edges.paths | toYaml }}
{{- end }}

{{/* Gateway API allows 16 hosts and 16 rules of 64 matches in one route: so one route for each 16 hosts. */}}
{{- define "library.httpRoute" -}}
{{- $routes := .root.Values.global.routes }}
{{- $context := . }}
{{- range $number, $hosts := chunk 16 (include "library.hosts" . | fromYamlArray) }}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  {{- include "library.metadata" (dict "root" $context.root "process" "web" "name" (printf "%s-%d" $context.root.Chart.Name $number)) | nindent 2 }}
spec:
  parentRefs:
    - {name: {{ $routes.gateway.name }}, namespace: {{ $routes.gateway.namespace }}}
  hostnames:
    {{- toYaml $hosts | nindent 4 }}
  rules:
    - matches:
        {{- range include "library.paths" $context | fromYamlArray }}
        - path: {type: PathPrefix, value: {{ . }}}
        {{- end }}
      backendRefs:
        - {name: {{ $context.root.Chart.Name }}-web, port: 80}
    {{- if eq $context.root.Chart.Name "booking" }}
    - matches:
        - path: {type: PathPrefix, value: /}
      backendRefs:
        - {name: booking-web, port: 80}
    # A path that no page has: what belongs to the operator's network is not found from outside.
    {{- range list "/healthz" "/readyz" "/metrics" "/version" }}
    - matches:
        - path: {type: Exact, value: {{ . }}}
      filters:
        - type: URLRewrite
          urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: /nicht-vorhanden}}
      backendRefs:
        - {name: booking-web, port: 80}
    {{- end }}
    {{- end }}
{{- end }}
{{- end }}

{{- define "library.ingress" -}}
{{- $ingress := .root.Values.global.routes.ingress }}
{{- $context := . }}
{{- $hosts := include "library.hosts" . | fromYamlArray }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "library.metadata" (dict "root" .root "process" "web" "name" .root.Chart.Name) | nindent 2 }}
  {{- with $ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  ingressClassName: {{ $ingress.className }}
  tls:
    - secretName: {{ $ingress.tlsSecret }}
      hosts:
        {{- toYaml $hosts | nindent 8 }}
  rules:
    {{- range $hosts }}
    - host: {{ . }}
      http:
        paths:
          {{- range concat (include "library.paths" $context | fromYamlArray) (ternary (list "/") (list) (eq $context.root.Chart.Name "booking")) }}
          - path: {{ . }}
            pathType: Prefix
            backend: {service: {name: {{ $context.root.Chart.Name }}-web, port: {name: http}}}
          {{- end }}
    {{- end }}
{{- end }}
