/// Tables, which are read aloud cell by cell.
enum TableCriteria {
    private static func isLayout(_ table: MarkupTree.Element) -> Bool {
        ["presentation", "none"].contains(table.token["role"]?.value)
    }

    /// The cells of a table, not those of one within.
    private static func cells(_ table: MarkupTree.Element, in tree: MarkupTree) -> [MarkupTree.Element] {
        tree.seen("td", "th", "caption", "thead").filter { cell in
            tree.ancestors(of: cell).first { $0.name == "table" }?.place == table.place
        }
    }

    static func headers(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let tables = letter.tree.seen("table").filter { !isLayout($0) }
        guard !tables.isEmpty else { return nil }
        return tables.flatMap { table -> [AccessibilityFinding] in
            let headers = cells(table, in: letter.tree).filter { $0.name == "th" }
            guard !headers.isEmpty else {
                return [
                    AccessibilityFinding(
                        index: table.place, fault: "a table without headers",
                        mend: "add role=\"presentation\" where it only sets things in place, else <th scope=\"…\">",
                        french:
                            "un tableau de données n’a pas d’en-têtes, ou un tableau de mise en forme n’a pas role=\"presentation\""
                    )
                ]
            }
            return headers.filter { $0.token["scope"] == nil && $0.token["id"] == nil }.map { header in
                AccessibilityFinding(
                    index: header.place, fault: "a <th> without scope", mend: "add scope=\"row\" or scope=\"col\"",
                    french: "un en-tête de tableau n’a pas d’attribut scope")
            }
        }
    }

    static func layout(_ letter: AccessibleLetter) -> [AccessibilityFinding]? {
        let tables = letter.tree.seen("table").filter(isLayout)
        guard !tables.isEmpty else { return nil }
        return tables.flatMap { table in
            cells(table, in: letter.tree).filter { $0.name != "td" || $0.token["scope"] != nil }.map { cell in
                AccessibilityFinding(
                    index: cell.place,
                    fault: "<\(cell.name)> of a data table within a table that only sets things in place",
                    mend: "write <td>, or take role=\"presentation\" off the table",
                    french:
                        "un tableau de mise en forme contient un élément \(cell.name) propre aux tableaux de données")
            }
        }
    }
}
