{{/* The pod of one process: no root, nothing writable but /tmp, no capability, no token of the cluster's API. */}}
{{- define "library.pod" -}}
{{- $global := .root.Values.global }}
{{- $size := get .root.Values .process | default .root.Values.migrate }}
{{- $lasting := has .process (list "web" "worker" "relay") }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- with $global.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $global.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $global.scheduling.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $global.scheduling.priorityClass }}
priorityClassName: {{ . }}
{{- end }}
{{- if $lasting }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: {{ $global.scheduling.topologyKey }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "library.labels" . | nindent 8 }}
terminationGracePeriodSeconds: {{ include "library.grace" . }}
{{- else }}
restartPolicy: Never
{{- end }}
containers:
  - name: {{ .process }}
    image: {{ include "library.image" .root }}
    imagePullPolicy: {{ $global.image.pullPolicy }}
    {{- if eq .process "catalogue" }}
    command: [/bin/sh, -ec, 'for file in /etc/buergerbuero/catalogues/*.yaml; do python -m "$SERVICE" catalogue import "$file"; done']
    {{- else if eq .process "erase" }}
    args: [town, erase, {{ join ", " $global.leaving }}]
    {{- else }}
    args: [{{ .process }}]
    {{- end }}
    env:
      {{- include "library.environment" . | nindent 6 }}
    resources:
      {{- toYaml $size.resources | nindent 6 }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: {drop: [ALL]}
    {{- if $lasting }}
    ports:
      - {name: http, containerPort: 8080, protocol: TCP}
    # Five minutes: on a node that is short of processor time, whoever is killed for being slow begins anew, slower still.
    startupProbe:
      httpGet: {path: /healthz, port: http}
      periodSeconds: 2
      failureThreshold: 150
    livenessProbe:
      httpGet: {path: /healthz, port: http}
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    # Patient: on a busy node all pods answer late at once, and taking out every one makes slow pages into none. A pod
    # that is told to stop is taken out by that, not by this.
    readinessProbe:
      httpGet: {path: /readyz, port: http}
      periodSeconds: 5
      timeoutSeconds: 10
      failureThreshold: 6
    lifecycle:
      # The gateway needs a moment to forget a pod; only then may it stop listening.
      preStop: {exec: {command: [sleep, {{ $global.preStopSeconds | quote }}]}}
    {{- end }}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
      {{- if ne .process "migrate" }}
      - {name: tenants, mountPath: /etc/buergerbuero/tenants, readOnly: true}
      - {name: secrets, mountPath: /etc/buergerbuero/secrets, readOnly: true}
      {{- end }}
      {{- if eq .process "catalogue" }}
      - {name: catalogues, mountPath: /etc/buergerbuero/catalogues, readOnly: true}
      {{- end }}
      {{- if and (hasKey .root.Values "letters") (has .process (list "web" "worker")) }}
      - {name: letters, mountPath: /var/spool/letters}
      {{- end }}
      {{- if include "library.returnedMails" . }}
      - {name: returned-mails, mountPath: /var/spool/returned-mails}
      {{- end }}
volumes:
  - name: tmp
    emptyDir: {sizeLimit: {{ .root.Values.temporarySpace }}}
  {{- if ne .process "migrate" }}
  # Whole folders, never subPath: only so does a running pod see a new town or a rotated secret.
  - name: tenants
    configMap: {name: buergerbuero-tenants}
  - name: secrets
    secret: {secretName: {{ $global.secrets.region }}, defaultMode: 0440}
  {{- end }}
  {{- if eq .process "catalogue" }}
  - name: catalogues
    projected:
      sources:
        {{- range include "library.towns" . | splitList " " | compact }}
        - configMap: {name: buergerbuero-catalogue-{{ . }}}
        {{- end }}
  {{- end }}
  {{- if and (hasKey .root.Values "letters") (has .process (list "web" "worker")) }}
  - name: letters
    persistentVolumeClaim: {claimName: {{ .root.Values.letters.claim }}}
  {{- end }}
  {{- with include "library.returnedMails" . }}
  - name: returned-mails
    persistentVolumeClaim: {claimName: {{ . }}}
  {{- end }}
{{- end }}

{{/* Longer than the longest request (30 s, chassis/web/server.py) or handler, plus preStop and a margin. */}}
{{- define "library.grace" -}}
{{- $work := dict "web" 30 "worker" (.root.Values.worker.handlerTimeout | int) "relay" 15 }}
{{- add (get $work .process) (.root.Values.global.preStopSeconds | int) 10 }}
{{- end }}

{{/* The claim of returned mails, for the one process that reads them. */}}
{{- define "library.returnedMails" -}}
{{- if and (eq .process "worker") (hasKey .root.Values "returnedMails") }}{{ .root.Values.returnedMails.claim }}{{ end }}
{{- end }}
