import { parseBytes } from "../catalogue/quantity.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";
import type { Service } from "../model/model.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** What is mounted in a service's containers fits together: directories, files and volumes, and how large they are. */
export const checkMounts: DraftCheck = ({ spec }) =>
  Object.entries(spec.services).flatMap(([name, service]) => {
    const path = ["services", name];
    const helpers = [...Object.entries(service.init), ...Object.entries(service.sidecars)];
    return [
      ...checkPlaces(name, placesOf(service), path),
      ...helpers.flatMap(([helper, { mounts }]) =>
        checkPlaces(helper, placesOfHelper(service, mounts), [
          ...path,
          helper in service.init ? "init" : "sidecars",
          helper,
        ]),
      ),
      ...checkFiles(name, service, path),
      ...checkMemory(service, path),
    ];
  });

/** Something that is mounted in the containers. */
interface Place {
  readonly at: string;
  readonly isFile: boolean;
  /** What it is called in messages. */
  readonly what: string;
  /** Where in the service it is said. */
  readonly path: SpecPath;
}

/** Where the manifests are that a service starts. */
const ownDirectory: Place = { at: "/etc/groundplan", isFile: false, what: "groundplan's own", path: [] };

function directory(at: string, what: string, path: SpecPath): Place {
  return { at: at.replace(/(?<=.)\/+$/, ""), isFile: false, what, path };
}

/** What a container beside the service's own has: the same files, directories of its own, and volumes that it names. */
function placesOfHelper({ security, files }: Service, mounts: Readonly<Record<string, string>>): readonly Place[] {
  return [
    ...security.writablePaths.map((at) => directory(at, 'one of its "security.writablePaths"', [])),
    ...Object.keys(files).map((at) => ({ at, isFile: true, what: `the file "${at}"`, path: [] })),
    ...Object.entries(mounts).map(([volume, at]) => directory(at, `its volume "${volume}"`, ["mounts", volume])),
  ];
}

function placesOf({ security, stateful, volumes, files }: Service): readonly Place[] {
  return [
    ownDirectory,
    ...security.writablePaths.map((at, index) =>
      directory(at, 'one of its "security.writablePaths"', ["security", "writablePaths", index]),
    ),
    ...(stateful ? [directory(stateful.mountPath, "its stateful volume", ["stateful", "mountPath"])] : []),
    ...Object.entries(volumes).map(([volume, { mountPath }]) =>
      directory(mountPath, `its volume "${volume}"`, ["volumes", volume, "mountPath"]),
    ),
    ...Object.keys(files).map((at) => ({ at, isFile: true, what: `its file "${at}"`, path: ["files", at] })),
  ];
}

/** Of two that are in each other's way the later is to blame, in the order above. */
function checkPlaces(name: string, places: readonly Place[], path: SpecPath): readonly SpecProblem[] {
  return places.flatMap((place, index) => {
    const other = place.path.length > 0 && places.slice(0, index).find((earlier) => areInTheWay(earlier, place));
    if (!other) return [];
    const problem = conflict(
      [...path, ...place.path],
      place.at === other.at
        ? `"${place.at}" of "${name}" is ${other.what} and ${place.what}`
        : `"${place.at}" of "${name}" is in the way of "${other.at}", which is ${other.what}`,
      place.at === other.at ? "keep one of the two" : "move one of the two to another directory",
    );
    return [{ ...problem, atKey: place.isFile }];
  });
}

/** A directory may be in another one, but for ours. A file may be below nothing that is mounted, nor above it. */
function areInTheWay(left: Place, right: Place): boolean {
  if (left.at === right.at) return true;
  if (left === ownDirectory) return isBelow(right.at, left.at);
  if (!left.isFile && !right.isFile) return false;
  return isBelow(left.at, right.at) || isBelow(right.at, left.at);
}

function isBelow(inner: string, outer: string): boolean {
  return inner.startsWith(outer === "/" ? outer : `${outer}/`);
}

/** https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const mostBytes = 1024 * 1024;

function checkFiles(name: string, { files }: Service, path: SpecPath): readonly SpecProblem[] {
  const sizes = Object.entries(files).map(([file, text]) => ({ file, size: Buffer.byteLength(text) }));
  const bytes = sizes.reduce((sum, { size }) => sum + size, 0);
  const [largest] = sizes.sort((left, right) => right.size - left.size);
  if (!largest || bytes <= mostBytes) return [];
  return [
    {
      code: "out-of-range",
      path: [...path, "files", largest.file],
      atKey: true,
      message: `the files of "${name}" have ${bytes} bytes together, and a ConfigMap holds ${mostBytes}`,
      help: "put large files into the image, or into a bucket",
    },
  ];
}

/** What is in a volume in memory counts as its container's memory: a full one would kill the container. */
function checkMemory({ volumes, resources }: Service, path: SpecPath): readonly SpecProblem[] {
  const limit = resources.limits.memory;
  return Object.entries(volumes)
    .filter(([, { memory, size }]) => memory && parseBytes(size) >= parseBytes(limit))
    .map(([volume, { size }]) => ({
      code: "out-of-range",
      path: [...path, "volumes", volume, "size"],
      message: `the volume "${volume}" is in memory and holds "${size}", and the container has "${limit}" for all`,
      help: `write less than "${limit}", or raise "resources.limits.memory"`,
    }));
}
