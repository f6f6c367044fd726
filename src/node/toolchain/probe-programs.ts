import type { Language } from '../../core/model/experiment.js';

/** A program for the interpreter that prints the facts; its arguments are the packages to look for. None is loaded. */
export const probePrograms: Readonly<Record<Language, string>> = {
  // This must be readable for any Python, however old.
  python: `
import sys
def tell(*facts):
    print("\\t".join(("LANGBENCH-PROBE",) + facts))
tell("version", ".".join(str(part) for part in sys.version_info[:3]))
tell("executable", sys.executable)
tell("exceptions", "survived")
if sys.version_info >= (3, 8) and len(sys.argv) > 1:
    from importlib import metadata, util
    def version_of(module):
        try:
            return metadata.version(module)
        except metadata.PackageNotFoundError:
            pass
        for package in metadata.distributions():
            if module in (package.read_text("top_level.txt") or "").split():
                return package.version
        return ""
    for module in sys.argv[1:]:
        found = util.find_spec(module)
        # An empty folder is found as well: what an installation left that was broken off, or a removal.
        if found is not None and found.origin is not None:
            tell("package", module, version_of(module))
`,
  julia: `
tell(facts...) = println(join(("LANGBENCH-PROBE", facts...), '\\t'))
tell("version", VERSION)
tell("executable", joinpath(Sys.BINDIR, Base.julia_exename()))
flush(stdout)
try
    [1, 2][3]
catch
    tell("exceptions", "survived")
end
function versionof(source)
    project = joinpath(dirname(dirname(source)), "Project.toml")
    isfile(project) || return ""
    found = match(r"^version\\s*=\\s*\\"(.*)\\""m, read(project, String))
    found === nothing ? "" : found.captures[1]
end
for name in ARGS
    source = Base.find_package(name)
    source === nothing || tell("package", name, versionof(source))
end
`,
};
