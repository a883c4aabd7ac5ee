/**
 * Writes a policy pack of N declared rules: `node generate-pack.mjs 30 > pack.yaml`. They ask questions of each kind, in
 * turn, of what every service of the measured system has, and all of them are answered with yes.
 */
import { pathToFileURL } from "node:url";

const questions = [
  ["resource: aws_sqs_queue", "message_retention_seconds: { atLeast: 60 }"],
  ["resource: aws_ecr_repository", "image_scanning_configuration.scan_on_push: { equals: true }"],
  ['resource: aws_iam_role, where: { name: { matches: "^bench-" } }', "assume_role_policy: { present: true }"],
  ["object: Deployment", "spec.template.spec.containers.*.resources.limits.memory: { present: true }"],
  ["object: HorizontalPodAutoscaler", "spec.minReplicas: { atLeast: 2 }"],
  ["object: NetworkPolicy", "spec.policyTypes: { present: true }"],
  ["object: Service", "spec.type: { oneOf: [ClusterIP, LoadBalancer] }"],
  ["spec: services.*", 'image.tag: { matches: "^1[.]" }, scale.min: { atLeast: 2 }'],
  ["spec: queues.*", "deadLetter.after: { atMost: 10 }"],
];

/** The text of a pack with `count` rules. */
export function generatePack(count) {
  const rules = Array.from({ length: count }, (_, index) => {
    const [select, require] = questions[index % questions.length];
    return `  bench-rule-${String(index + 1).padStart(3, "0")}:
    title: Rule ${index + 1} of the bench
    severity: low
    rationale: It is one more question.
    remediation: There is nothing to mend.
    select: { ${select} }
    require: { ${require} }
    message: '"{name}" has {field} {actual}, not {expected}'
`;
  });
  return `version: 1\nname: bench\nowner: bench@example.com\n${count > 0 ? "rules:\n" : ""}${rules.join("")}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.stdout.write(generatePack(Number(process.argv[2] ?? 30)));
