import { parseBytes } from "../../schema/catalogue/quantity.ts";

/** Where a pod has its configuration and scripts. */
export const configPath = "/etc/redis";

/**
 * What every pod is configured with. A quarter of its memory is left to copies on write and to the clients' buffers,
 * and what does not fit is refused: the store is no cache that may forget.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
export function configuration(memory: string, isCluster: boolean): string {
  const lines = [
    "dir /data",
    "appendonly yes",
    "appendfsync everysec",
    `maxmemory ${Math.floor(parseBytes(memory) * 0.75)}`,
    "maxmemory-policy noeviction",
    ...(isCluster ? ["cluster-enabled yes", "cluster-config-file /data/nodes.conf", "cluster-node-timeout 5000"] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** Starts the server with its password, which is in no file and in no list of processes. */
export const start = `set -eu
password=$(printf '%s' "$REDISCLI_AUTH" | sed 's/["\\\\]/\\\\&/g')
exec redis-server - <<CONFIGURATION
$(cat ${configPath}/redis.conf)
requirepass "$password"
masterauth "$password"
\${POD_IP:+cluster-announce-ip $POD_IP}
CONFIGURATION
`;

/**
 * A member of a Redis cluster knows the others by their addresses, which all change when all restart at once. It looks
 * for them by their names until the cluster is whole again.
 * https://redis.io/docs/latest/commands/cluster-meet/
 */
export function rejoin(peers: readonly string[]): string {
  return `if [ "$(grep -c -e ' connected' -e ' disconnected' /data/nodes.conf 2>/dev/null || true)" -gt 1 ] 2>/dev/null; then
  (
    for attempt in $(seq 120); do
      sleep 5
      redis-cli cluster info | grep -q cluster_state:ok && break
      for peer in ${peers.join(" ")}; do
        address=$(getent ahostsv4 "$peer" | cut -d' ' -f1 | head -n 1)
        [ -z "$address" ] || redis-cli cluster meet "$address" 6379
      done
    done
  ) &
fi
`;
}

/**
 * Makes one cluster of all pods, once: a cluster that has been made is only waited for.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/
 */
export function form(peers: readonly string[], replicas: number): string {
  const [first = ""] = peers;
  return `set -eu
addresses=""
for peer in ${peers.join(" ")}; do
  until redis-cli -h "$peer" ping | grep -q PONG; do echo "waiting for $peer"; sleep 2; done
  addresses="$addresses $(getent ahostsv4 "$peer" | cut -d' ' -f1 | head -n 1):6379"
done
if redis-cli -h ${first} cluster info | grep -q cluster_slots_assigned:0; then
  redis-cli --cluster create $addresses --cluster-replicas ${replicas} --cluster-yes
fi
for peer in ${peers.join(" ")}; do
  until redis-cli -h "$peer" cluster info | grep -q cluster_state:ok; do echo "waiting for $peer"; sleep 2; done
done
`;
}
