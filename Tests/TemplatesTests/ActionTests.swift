import Mail
import Templates
import Testing

@Suite("A button's address in clear")
struct ActionTests {
    private static let reset = "password-reset/fr/html.mustache"

    /// The layouts, and the one kind.
    private func copy(of kind: String) throws -> Copy {
        let copy = try Copy()
        for folder in try copy.folders() where folder != "layouts" && folder != kind { try copy.remove(folder) }
        return copy
    }

    @Test("A secret link has it, another has not")
    func shipped() throws {
        let library = try Shop.library()
        for (kind, isShown) in [
            ("password-reset", true), ("order-confirmed", true), ("password-changed", false), ("order-shipped", false),
        ] {
            let html = try #require(try library.sampleLetter(of: kind, locale: "fr").html)
            #expect(html.contains("copiez cette adresse") == isShown, "\(kind)")
        }
    }

    @Test("A secret link with a button alone is a fault, and so is another with its address in clear")
    func faults() throws {
        let secret = try copy(of: "password-reset")
        try secret.replace("action.html", with: "button.html", in: Self.reset)
        #expect(
            secret.faults == [
                "\(Self.reset):5: the secret link {{link}} has a button alone, and who cannot press it has no other way: call action.html"
            ])
        let open = try copy(of: "password-changed")
        try open.replace("button.html", with: "action.html", in: "password-changed/fr/html.mustache")
        #expect(
            open.faults == [
                "password-changed/fr/html.mustache:6: {{shop.account_url}} is no secret link, and its address stands in clear under the button: call button.html"
            ])
    }
}
