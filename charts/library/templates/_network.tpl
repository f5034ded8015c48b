{{/*
Nothing may talk to or from a service's pods, but for the edges of `library.edges` (generated from the event catalogue
and the gateway's table). Services never talk to each other: their events go through the broker.
*/}}
{{- define "library.networkDenied" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "library.metadata" (dict "root" .root "process" "denied") | nindent 2 }}
spec:
  podSelector:
    matchLabels: {app.kubernetes.io/name: {{ .root.Chart.Name }}, app.kubernetes.io/instance: {{ .root.Release.Name }}}
  policyTypes: [Ingress, Egress]
{{- end }}

{{/* What one process may reach and who may reach it. */}}
{{- define "library.networkAllowed" -}}
{{- $network := .root.Values.global.network }}
{{- $edges := get (include "library.edges" . | fromYaml) .root.Chart.Name }}
{{- $process := .process }}
{{- $to := get $edges.reaches $process }}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "library.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "library.labels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- if has $process (list "web" "worker" "relay") }}
  ingress:
    {{- if eq $process "web" }}
    - from:
        {{- toYaml $network.gateway.peers | nindent 8 }}
      ports: [{port: 8080, protocol: TCP}]
    {{- end }}
    - from:
        {{- toYaml $network.monitoring.peers | nindent 8 }}
      ports: [{port: 8080, protocol: TCP}]
  {{- end }}
  egress:
    - to:
        {{- toYaml $network.names.peers | nindent 8 }}
      ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
    {{- range $to }}
    {{- $end := get $network . }}
    {{- if $end.peers }}
    - to:
        {{- toYaml $end.peers | nindent 8 }}
      ports: [{port: {{ $end.port }}, protocol: TCP}]
    {{- end }}
    {{- end }}
{{- end }}
