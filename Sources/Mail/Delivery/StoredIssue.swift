/// One issue of a newsletter as the outbox holds it: the same for all of its readers.
package struct StoredIssue: Sendable, Hashable {
    /// What the list is called, and its name among machines.
    package struct List: Sendable, Hashable {
        /// As operators and producers name it.
        package var name: String
        /// What readers are shown; nil where the operator set none.
        package var title: String?
        /// Its List-Id (RFC 2919), without brackets; nil where the operator set none.
        package var listID: String?

        package init(name: String, title: String? = nil, listID: String? = nil) {
            self.name = name
            self.title = title
            self.listID = listID
        }
    }

    /// A JSON object: the words, in one language or in several.
    package var content: String
    /// nil where the issue is a sample, of no list.
    package var list: List?

    package init(content: String, list: List? = nil) {
        self.content = content
        self.list = list
    }
}
