import { storesSpec } from "../compiler/stores.ts";
import { deploySystem } from "./deploy-system.ts";

// Stores that no system under spec/ has, with the stacks that differ by them.
await deploySystem({ name: "a database, a bucket and caches", text: storesSpec, stacks: ["network", "data"] });
