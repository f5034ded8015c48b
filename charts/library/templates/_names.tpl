{{/* Everything of a service carries its name; one region is one release in one namespace. */}}
{{- define "library.labels" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .process }}
app.kubernetes.io/part-of: buergerbuero
{{- end }}

{{/* Labels of the objects, beside those that selectors use: a version must never be part of a selector. */}}
{{- define "library.objectLabels" -}}
{{ include "library.labels" . }}
app.kubernetes.io/version: {{ include "library.tag" .root | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end }}

{{- define "library.metadata" -}}
name: {{ .name | default (printf "%s-%s" .root.Chart.Name .process) }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "library.objectLabels" . | nindent 2 }}
{{- end }}

{{- define "library.tag" -}}
{{ .Values.global.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "library.image" -}}
{{ with .Values.global.image.registry }}{{ . }}/{{ end }}{{ .Values.global.image.repository }}/{{ .Chart.Name }}:{{ include "library.tag" . }}
{{- end }}

{{/* The towns whose catalogue is given here; the others keep theirs by import. */}}
{{- define "library.towns" -}}
{{- range $key, $town := .root.Values.global.tenants }}{{ if $town.catalogue }}{{ $key }} {{ end }}{{ end }}
{{- end }}
