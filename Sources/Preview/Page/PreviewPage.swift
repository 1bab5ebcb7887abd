import Mail
import Web

/// The whole page: a bar, the list of all kinds in all locales, and beside it one entry or the overview.
struct PreviewPage {
    let snapshot: PreviewSnapshot
    let version: String
    var entry: PreviewEntry?
    var options = ViewOptions()
    /// Whether the address names nothing that is there (any more).
    var isAstray = false

    private static let template = PageTemplate(
        "preview",
        of: [
            "preview": PackageResources.preview_html, "entry": PackageResources.entry_html,
            "overview": PackageResources.overview_html, "faults": PackageResources.faults_html,
        ])

    func html(nonce: String) -> String {
        Self.template.html([
            "title": entry.map { "\($0.kind) (\($0.locale))" } ?? "Tous les \(snapshot.subject.plural)", "nonce": nonce,
            "plural": snapshot.subject.plural,
            "style": Self.style, "script": Self.script, "version": version,
            "areFaulty": !snapshot.faults.isEmpty, "state": FaultMarkup.count(snapshot.faults.count), "kinds": kinds,
            "entry": entry.map { [EntryMarkup(entry: $0, options: options).values] } ?? [], "isAstray": isAstray,
            "overview": OverviewMarkup(snapshot: snapshot) { [("Voir", options.address(of: $0))] }.values,
        ])
    }

    /// What stands between `<style>` and `</style>`.
    static let style = "\n" + String(decoding: PackageResources.preview_css, as: UTF8.self)
    private static let script = "\n" + String(decoding: PackageResources.preview_js, as: UTF8.self)

    private var kinds: [[String: Any]] {
        var kinds: [String] = []
        for entry in snapshot.entries where !kinds.contains(entry.kind) { kinds.append(entry.kind) }
        return kinds.map { kind in
            ["kind": kind, "links": snapshot.entries.filter { $0.kind == kind }.map(link)]
        }
    }

    private func link(to other: PreviewEntry) -> [String: Any] {
        [
            "address": options.address(of: other), "locale": other.locale,
            "isCurrent": other.kind == entry?.kind && other.locale == entry?.locale,
            "isFaulty": !other.faults.isEmpty, "number": other.faults.count,
            "state": FaultMarkup.count(other.faults.count),
        ]
    }
}
