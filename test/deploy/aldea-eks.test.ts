import { specOf } from "../compiler/compile.ts";
import { deploySystem } from "./deploy-system.ts";

await deploySystem({
  name: "aldea-eks",
  text: specOf("aldea-eks"),
  change: { find: "storage: 100Gi", replace: "storage: 200Gi" },
});
