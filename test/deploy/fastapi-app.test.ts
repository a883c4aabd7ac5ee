import { specOf } from "../compiler/compile.ts";
import { deploySystem } from "./deploy-system.ts";

await deploySystem({
  name: "fastapi-app",
  text: specOf("fastapi-app"),
  change: { find: /(instances: \[t3\.medium\]\n\s*size: \{.*max: )3/, replace: "$14" },
});
