{{/* A lasting process: web, worker or relay. No capacity is given up while a new version comes up. */}}
{{- define "library.deployment" -}}
{{- $size := get .root.Values .process }}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "library.metadata" . | nindent 2 }}
spec:
  {{- if or (eq .process "relay") (eq .root.Values.global.autoscaling.kind "none") }}
  replicas: {{ $size.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
  selector:
    matchLabels:
      {{- include "library.labels" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "library.labels" . | nindent 8 }}
      {{- with .root.Values.global.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      {{- include "library.pod" . | nindent 6 }}
{{- end }}

{{/* Migrates and declares the queues before anything of the new version starts, or imports the catalogues after. */}}
{{- define "library.job" -}}
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "library.metadata" . | nindent 2 }}
  annotations:
    helm.sh/hook: {{ .hook }}
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: 3
  activeDeadlineSeconds: {{ .root.Values.migrate.deadline }}
  template:
    metadata:
      labels:
        {{- include "library.labels" . | nindent 8 }}
    spec:
      {{- include "library.pod" . | nindent 6 }}
{{- end }}

{{- define "library.service" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "library.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "library.labels" . | nindent 4 }}
  ports:
    - {name: http, port: 80, targetPort: http, protocol: TCP}
{{- end }}

{{- define "library.monitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  {{- include "library.metadata" (dict "root" .root "process" "monitor" "name" .root.Chart.Name) | nindent 2 }}
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: {{ .root.Chart.Name }}
      app.kubernetes.io/instance: {{ .root.Release.Name }}
    matchExpressions:
      - {key: app.kubernetes.io/component, operator: In, values: [web, worker, relay]}
  podMetricsEndpoints:
    - port: http
      path: /metrics
      interval: {{ .root.Values.global.telemetry.interval }}
      # Rules and dashboards ask for job="booking-web".
      relabelings:
        - sourceLabels: [__meta_kubernetes_pod_label_app_kubernetes_io_name, __meta_kubernetes_pod_label_app_kubernetes_io_component]
          separator: "-"
          targetLabel: job
{{- end }}
