import CFuzzer
import Glibc

/// What reads bytes that others choose, by the name under which `make fuzz` runs it.
let targets: [String: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32] = [
    "address": { run(checkAddress, $0, $1) },
    "canonical": { run(checkCanonicalForms, $0, $1) },
    "dialogue": { run(checkDialogue, $0, $1) },
    "header": { run(checkHeader, $0, $1) },
    "journal": { run(checkJournal, $0, $1) },
    "handshake": { run(checkHandshake, $0, $1) },
    "replies": { run(checkReplies, $0, $1) },
    "report": { run(checkReport, $0, $1) },
    "reply-parser": { run(checkReplyParser, $0, $1) },
    "secrets": { run(checkSecrets, $0, $1) },
    "settings": { run(checkSettings, $0, $1) },
    "template": { run(checkTemplate, $0, $1) },
    "webhook": { run(checkWebhook, $0, $1) },
]

func run(_ check: ([UInt8]) -> Void, _ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    check(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}

// The target comes by the environment, since the arguments are libFuzzer's own.
let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
if let target = targets[name] {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &arguments, target))
}
print(targets.keys.sorted().joined(separator: "\n"))
