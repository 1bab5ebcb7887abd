import Testing

@testable import Webhooks

@Suite("Pages read by libcurl")
struct CurlClientTests {
    @Test(
        "What is not https, or cannot be reached, is unavailable",
        arguments: ["http://127.0.0.1/", "file:///etc/hostname", "https://nobody.invalid/a.pem", "https://"])
    func unavailable(address: String) async {
        await #expect {
            _ = try await CurlClient().get(address)
        } throws: { error in
            if case .unavailable(let line) = error as? WebhookFault { line.contains("cannot be read: ") } else { false }
        }
    }
}
