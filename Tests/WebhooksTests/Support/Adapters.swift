@testable import Webhooks

/// All adapters, before servers of which none is there.
enum Adapters {
    static var all: [any WebhookAdapter] { WebhookAdapters.all(MemoryPages([:])) }

    static func named(_ name: String) -> (any WebhookAdapter)? { all.first { $0.name == name } }
}
