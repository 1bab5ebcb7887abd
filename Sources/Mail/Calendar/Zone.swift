/// A time zone whose rule is written here, so that no tzdata on the machine can be missing or old: those of France with what lies overseas, of its
/// neighbours, and of those who read French elsewhere.
package enum Zone: String, Sendable, Hashable, CaseIterable {
    case utc = "UTC"
    case paris = "Europe/Paris"
    case amsterdam = "Europe/Amsterdam"
    case berlin = "Europe/Berlin"
    case brussels = "Europe/Brussels"
    case luxembourg = "Europe/Luxembourg"
    case madrid = "Europe/Madrid"
    case monaco = "Europe/Monaco"
    case rome = "Europe/Rome"
    case zurich = "Europe/Zurich"
    case dublin = "Europe/Dublin"
    case lisbon = "Europe/Lisbon"
    case london = "Europe/London"
    case guadeloupe = "America/Guadeloupe"
    case marigot = "America/Marigot"
    case martinique = "America/Martinique"
    case saintBarthelemy = "America/St_Barthelemy"
    case cayenne = "America/Cayenne"
    case miquelon = "America/Miquelon"
    case halifax = "America/Halifax"
    case moncton = "America/Moncton"
    case montreal = "America/Montreal"
    case toronto = "America/Toronto"
    case mayotte = "Indian/Mayotte"
    case reunion = "Indian/Reunion"
    case noumea = "Pacific/Noumea"
    case wallis = "Pacific/Wallis"
    case gambier = "Pacific/Gambier"
    case marquesas = "Pacific/Marquesas"
    case tahiti = "Pacific/Tahiti"

    /// Minutes ahead of UTC in winter, and when an hour more.
    private var rule: (standard: Int, summer: SummerTime) {
        switch self {
        case .utc: (0, .none)
        case .dublin, .lisbon, .london: (0, .european)
        case .paris, .amsterdam, .berlin, .brussels, .luxembourg, .madrid, .monaco, .rome, .zurich: (60, .european)
        case .guadeloupe, .marigot, .martinique, .saintBarthelemy: (-240, .none)
        case .cayenne: (-180, .none)
        case .miquelon: (-180, .northAmerican)
        case .halifax, .moncton: (-240, .northAmerican)
        case .montreal, .toronto: (-300, .northAmerican)
        case .mayotte: (180, .none)
        case .reunion: (240, .none)
        case .noumea: (660, .none)
        case .wallis: (720, .none)
        case .gambier: (-540, .none)
        case .marquesas: (-570, .none)
        case .tahiti: (-600, .none)
        }
    }

    /// Seconds ahead of UTC at a moment. A whole number of half hours, which changes on a full hour of UTC alone.
    package func offset(at moment: Timestamp) -> Int {
        let (standard, summer) = rule
        return standard * 60 + (summer.isInForce(at: moment.seconds, standard: Int64(standard * 60)) ? 3600 : 0)
    }

    /// What a clock in this zone shows at a moment.
    package func civil(at moment: Timestamp) -> CivilTime {
        CivilTime(wallSeconds: moment.seconds + Int64(offset(at: moment)))
    }

    /// The moment at which a clock in this zone shows `civil`. Of an hour that comes twice in autumn it is the first; an
    /// hour that spring skips is read as if the clock had not been put forward, one hour later on the wall.
    package func moment(of civil: CivilTime) -> Timestamp {
        let standard = civil.wallSeconds - Int64(rule.standard * 60)
        let summer = Timestamp(seconds: standard - 3600)
        return offset(at: summer) == rule.standard * 60 + 3600 ? summer : Timestamp(seconds: standard)
    }
}
