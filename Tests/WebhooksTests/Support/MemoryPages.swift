import Synchronization

@testable import Webhooks

/// Pages of servers in memory, which tells who asked for what.
final class MemoryPages: HTTPSClient {
    private let pages: Mutex<[String: [UInt8]]>
    private let reads = Mutex<[String]>([])

    /// The addresses that were read, in their order.
    var asked: [String] { reads.withLock { $0 } }

    init(_ pages: [String: [UInt8]]) { self.pages = Mutex(pages) }

    func put(_ page: [UInt8], at address: String) { pages.withLock { $0[address] = page } }

    func get(_ address: String) async throws(WebhookFault) -> [UInt8] {
        reads.withLock { $0.append(address) }
        guard let page = pages.withLock({ $0[address] }) else { throw .unavailable("there is no such page") }
        return page
    }
}
