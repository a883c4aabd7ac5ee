import { App } from "cdktf";
import { Construct } from "constructs";

/** The CDKTF release that the output is made with, as the manifest and every stack say. */
export const cdktfVersion = "0.21.0";

/**
 * A CDKTF `App` that never touches the disk and reads nothing of the environment. The stock constructor makes its
 * output folder at once, so only the constructor of its base class is run.
 */
export function createApp(): App {
  const app = Reflect.construct(Construct, [undefined, ""], App) as App;
  Object.defineProperty(app, Symbol.for("cdktf/App"), { value: true });
  app.node.setContext("cdktfVersion", cdktfVersion);
  return app;
}
