import Testing

@testable import Web

@Suite("The body of a one-click POST")
struct OneClickTests {
    private static let form = "application/x-www-form-urlencoded"

    @Test(
        "The pair is found in a form (U3)",
        arguments: [
            "List-Unsubscribe=One-Click", "List-Unsubscribe=One-Click\r\n", "a=b&List-Unsubscribe=One-Click&c",
            "List%2DUnsubscribe=One%2dClick",
        ])
    func urlEncoded(body: String) {
        #expect(isAsked(body, Self.form))
        #expect(isAsked(body, "Application/X-WWW-Form-Urlencoded; charset=UTF-8"))
        #expect(isAsked(body, nil))
    }

    @Test(
        "Anything else in a form is no request to leave",
        arguments: [
            "", "=", "&", "%", "List-Unsubscribe", "List-Unsubscribe=", "List-Unsubscribe=One-Clic",
            "List-Unsubscribe=One-Click2", "list-unsubscribe=One-Click", "x=List-Unsubscribe=One-Click",
            "List-Unsubscribe%3DOne-Click", "List-Unsubscribe=%zzOne-Click",
        ])
    func otherForms(body: String) {
        #expect(!isAsked(body, Self.form))
    }

    @Test("The pair in another content type is no request to leave", arguments: ["text/plain", "application/json", ""])
    func otherTypes(type: String) {
        #expect(!isAsked("List-Unsubscribe=One-Click", type))
    }

    private static let part = "Content-Disposition: form-data; name=\"List-Unsubscribe\"\n\nOne-Click\n"

    @Test(
        "The pair is found in a multipart body, with CRLF or LF (U3)",
        arguments: [
            "--b\n\(part)--b--\n", "\npreamble\n--b\n\(part)--b--", "--b\nContent-Type: text/plain\n\(part)--b--\n",
            "--b\nContent-Disposition: form-data; name=\"x\"\n\ny\n--b\n\(part)--b--\n",
            "--b\ncontent-disposition:form-data;name=List-Unsubscribe\n\nOne-Click\n--b--\n",
        ])
    func multipart(body: String) {
        for body in [body, body.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")] {
            #expect(isAsked(body, "multipart/form-data; boundary=b"))
            #expect(isAsked(body, "Multipart/Form-Data; charset=utf-8; Boundary=\"b\""))
            #expect(!isAsked(body, "multipart/form-data"))
            #expect(!isAsked(body, "multipart/form-data; boundary=c"))
        }
    }

    @Test(
        "Any other multipart body is no request to leave",
        arguments: [
            "", "--b", "--b--", part, "--b--\n--b\n\(part)",
            "--b\nContent-Disposition: form-data; name=\"x\"\n\nOne-Click\n--b--\n",
            "--b\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\n\nno\nOne-Click\n--b--\n",
            "--b\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\nOne-Click\n--b--\n",
        ])
    func otherParts(body: String) {
        #expect(!isAsked(body, "multipart/form-data; boundary=b"))
    }

    private func isAsked(_ body: String, _ contentType: String?) -> Bool {
        OneClick.isAsked(body: Array(body.utf8), contentType: contentType)
    }
}
