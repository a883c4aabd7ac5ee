/** cdk8s: the Kubernetes half as API objects. `node peers/cdk8s.mjs DATA OUT`. */
import { ApiObject, App, Chart } from "cdk8s";
import { readData } from "./read-data.mjs";

const [data, outdir] = process.argv.slice(2);
const app = new App({ outdir });
const chart = new Chart(app, "bench");
for (const object of readData(data)) {
  const { namespace, name } = object.metadata;
  new ApiObject(chart, `${object.kind}.${namespace}.${name}`, object);
}
app.synth();
