import Mail
import Templates

/// How faults are told. Their words are English, as those of `facteur templates check`.
enum FaultMarkup {
    /// `3 défauts`
    static func count(_ count: Int) -> String {
        count == 0 ? "Aucun défaut" : Language.french.counted(count, "défaut", "défauts")
    }

    /// The words for `faults.html`.
    static func values(_ faults: [TemplateFault]) -> [[String: Any]] {
        faults.map { ["place": $0.place, "fault": $0.fault, "mend": $0.mend] }
    }
}
