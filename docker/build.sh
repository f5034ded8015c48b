#!/usr/bin/env bash
# Builds images with buildah or docker: docker/build.sh [service…], all five services without a name; also postgres,
# rabbitmq and coturn (docker/backing).
#   TAG            version of the images (0.1.0, as the charts say)
#   REPOSITORY     what stands in front of the service's name (localhost/buergerbuero)
#   BASE           the base image (debian:12-slim; one made by mmdebstrap where no registry can be reached)
#   BUILD_OPTIONS  more options of the builder: a proxy, a mounted certificate authority, …
set -euo pipefail
cd "$(dirname "$0")/.."
tag=${TAG:-0.1.0}
repository=${REPOSITORY:-localhost/buergerbuero}
[ $# -gt 0 ] || set -- booking identity video billing fulfilment

if command -v buildah >/dev/null; then
    # Docker's format, because only that one every tool can load.
    build=(buildah build --quiet --layers --isolation "${ISOLATION:-chroot}" --format docker)
else
    build=(docker build --quiet)
fi
[ -z "${BASE:-}" ] || build+=(--build-arg "BASE=$BASE")
read -ra more <<<"${BUILD_OPTIONS:-}"

for service in "$@"; do
    begin=$SECONDS
    case $service in
    around) from=(--file docker/around.Dockerfile .) ;;
    postgres | rabbitmq | coturn) from=(--file "docker/backing/$service.Dockerfile" docker/backing) ;;
    *)
        from=(--build-arg "SERVICE=$service" --file docker/Dockerfile .)
        # docker finds it by itself.
        [ "${build[0]}" = docker ] || from=(--ignorefile docker/Dockerfile.dockerignore "${from[@]}")
        ;;
    esac
    "${build[@]}" "${more[@]}" --tag "$repository/$service:$tag" "${from[@]}" >/dev/null
    printf '%s/%s:%s built in %d s\n' "$repository" "$service" "$tag" $((SECONDS - begin))
done
