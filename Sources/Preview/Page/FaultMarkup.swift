import Mail
import Templates
import Web

/// How faults are told. Their words are English, as those of `facteur templates check`.
enum FaultMarkup {
    /// `3 défauts`
    static func count(_ count: Int) -> String {
        count == 0 ? "Aucun défaut" : Language.french.counted(count, "défaut", "défauts")
    }

    static func list(_ faults: [TemplateFault]) -> String {
        let items = faults.map { fault in
            """
            <li><code>\(HTMLText.escaped(fault.place))</code>
            <span lang="en"><strong>\(HTMLText.escaped(fault.fault))</strong> \
            <span class="mend">\(HTMLText.escaped(fault.mend))</span></span></li>
            """
        }
        return "<ul class=\"faults\">\n\(items.joined(separator: "\n"))\n</ul>"
    }
}
