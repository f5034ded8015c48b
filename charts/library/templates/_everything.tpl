{{/* All objects of one service; a chart's only template includes this. */}}
{{- define "library.everything" -}}
{{- $global := .Values.global }}
{{- $root := . }}
{{- range $process := list "web" "worker" "relay" }}
{{- $context := dict "root" $root "process" $process }}
{{- $size := get $root.Values $process }}
---
{{ include "library.deployment" $context }}
{{- if and $global.disruptionBudgets (gt ($size.replicas | int) 1) }}
---
{{ include "library.disruptionBudget" $context }}
{{- end }}
{{- if ne $process "relay" }}
{{- if eq $global.autoscaling.kind "hpa" }}
---
{{ include "library.horizontalAutoscaler" $context }}
{{- else if eq $global.autoscaling.kind "keda" }}
---
{{ include "library.scaledObject" $context }}
{{- end }}
{{- end }}
{{- end }}
---
{{ include "library.service" (dict "root" $root "process" "web") }}
---
{{ include "library.job" (dict "root" $root "process" "migrate" "hook" "pre-install,pre-upgrade") }}
{{- if include "library.towns" (dict "root" $root) }}
---
{{ include "library.job" (dict "root" $root "process" "catalogue" "hook" "post-install,post-upgrade") }}
{{- end }}
{{- with $global.leaving }}
{{- range . }}{{ if hasKey $global.tenants . }}{{ fail (printf "global.leaving: %s is still in global.tenants; take its entry out first" .) }}{{ end }}{{ end }}
---
{{ include "library.job" (dict "root" $root "process" "erase" "hook" "post-upgrade") }}
{{- end }}
{{- if eq $global.autoscaling.kind "keda" }}
---
{{ include "library.triggerAuthentication" (dict "root" $root) }}
{{- end }}
{{- if $global.network.policies }}
---
{{ include "library.networkDenied" (dict "root" $root) }}
{{- range $process := concat (list "web" "worker" "relay" "migrate" "catalogue") (ternary (list "erase") list (not (empty $global.leaving))) }}
---
{{ include "library.networkAllowed" (dict "root" $root "process" $process) }}
{{- end }}
{{- end }}
{{- if $global.telemetry.monitors }}
---
{{ include "library.monitor" (dict "root" $root) }}
{{- end }}
{{- if $global.tenants }}
{{- if eq $global.routes.kind "gateway" }}
{{ include "library.httpRoute" (dict "root" $root) }}
{{- else if eq $global.routes.kind "ingress" }}
---
{{ include "library.ingress" (dict "root" $root) }}
{{- end }}
{{- end }}
{{- end }}
