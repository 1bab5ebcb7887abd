import CFuzzer
import Glibc

// The target comes by the environment, since the arguments are libFuzzer's own.
enum Chosen {
    static let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
    static let target = fuzzTargets[name]
}

if Chosen.target != nil {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    let end = LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        Chosen.target?(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
    }
    exit(end)
}
print(fuzzTargets.keys.sorted().joined(separator: "\n"))
