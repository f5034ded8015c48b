{{/* One pod at a time may be evicted; with a single replica this would block every drain, so there is none. */}}
{{- define "library.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "library.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "library.labels" . | nindent 6 }}
{{- end }}

{{/* By processor time; needs metrics-server. */}}
{{- define "library.horizontalAutoscaler" -}}
{{- $size := get .root.Values .process }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "library.metadata" . | nindent 2 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ .root.Chart.Name }}-{{ .process }}}
  minReplicas: {{ $size.replicas }}
  maxReplicas: {{ $size.maxReplicas }}
  metrics:
    - type: Resource
      resource: {name: cpu, target: {type: Utilization, averageUtilization: {{ .root.Values.global.autoscaling.cpuPercent }}}}
{{- end }}

{{/* KEDA: the worker by the depth of each of its queues, web by processor time. KEDA makes the HPA itself. */}}
{{- define "library.scaledObject" -}}
{{- $size := get .root.Values .process }}
{{- $global := .root.Values.global }}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  {{- include "library.metadata" . | nindent 2 }}
spec:
  scaleTargetRef: {name: {{ .root.Chart.Name }}-{{ .process }}}
  minReplicaCount: {{ $size.replicas }}
  maxReplicaCount: {{ $size.maxReplicas }}
  triggers:
    {{- if eq .process "worker" }}
    {{- $edges := include "library.edges" . | fromYaml }}
    {{- range (get $edges .root.Chart.Name).hears }}
    - type: rabbitmq
      metadata: {protocol: amqp, queueName: {{ . }}, mode: QueueLength, value: {{ $global.autoscaling.queueLength | quote }}}
      authenticationRef: {name: {{ $.root.Chart.Name }}-queues}
    {{- end }}
    {{- else }}
    - type: cpu
      metricType: Utilization
      metadata: {value: {{ $global.autoscaling.cpuPercent | quote }}}
    {{- end }}
{{- end }}

{{- define "library.triggerAuthentication" -}}
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  {{- include "library.metadata" (dict "root" .root "process" "queues") | nindent 2 }}
spec:
  secretTargetRef:
    - {parameter: host, name: {{ .root.Values.global.secrets.broker }}, key: {{ .root.Chart.Name }}}
{{- end }}
