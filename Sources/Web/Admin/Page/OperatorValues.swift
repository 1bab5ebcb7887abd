import Mail

/// What the page's templates show.
struct OperatorValues {
    private let look: OverviewLook
    private let diagnosis: Diagnosis
    private let banner: String?

    init(_ look: OverviewLook, health: HealthReport, banner: String?) {
        self.look = look
        self.banner = banner
        diagnosis = Diagnosis(look, health: health)
    }

    var all: [String: Any] {
        var values: [String: Any] = [
            "title": title, "banner": banner.map { [$0] } ?? [], "headline": diagnosis.headline,
            "level": levelName, "concerns": concerns, "isKnown": look.overview != nil,
        ]
        guard let overview = look.overview else { return values }
        let figures = Figures(now: overview.takenAt)
        values["takenAt"] = figures.clock(overview.takenAt)
        values["takenAtUTC"] = overview.takenAt.rfc3339
        values["isOld"] = look.fault != nil
        values["tiles"] = Lane.allCases.map { LaneTile(overview, $0).values }
        let frame = PlotFrame(overview)
        let plots = [Plot.flow(frame), .depth(frame), .age(frame)] + Lane.allCases.map { .latency(frame, $0) }
        values["plots"] = plots.map(\.values)
        return values.merging(ListValues(overview).all) { first, _ in first }
    }

    /// In a row of tabs it is all that is seen.
    private var title: String {
        switch diagnosis.level {
        case .well: "Facteur\(French.noBreakSpace): tout va bien"
        case .attention: "Attention\(French.noBreakSpace): \(diagnosis.headline)"
        case .alarm: "Alarme\(French.noBreakSpace): \(diagnosis.headline)"
        }
    }

    private var levelName: String {
        switch diagnosis.level {
        case .well: "well"
        case .attention: "attention"
        case .alarm: "alarm"
        }
    }

    /// The first one's sentence is the headline.
    private var concerns: [[String: Any]] {
        diagnosis.concerns.enumerated().map { index, concern in
            [
                "sentence": index == 0 ? [] : ["\(concern.sentence)."], "detail": concern.detail.map { [$0] } ?? [],
                "remedy": concern.remedy.map { [$0] } ?? [], "isAlarm": concern.level == .alarm,
            ]
        }
    }
}

/// One lane at a glance.
struct LaneTile {
    private let overview: Overview
    private let lane: Lane

    init(_ overview: Overview, _ lane: Lane) {
        self.overview = overview
        self.lane = lane
    }

    var values: [String: Any] { ["name": lane.frenchName, "facts": facts] }

    private var facts: [[String: Any]] {
        let sample = overview.lastSamples.first { $0.lane == lane }
        func time(_ share: Double) -> String {
            overview.lastHourQuantile(share, lane).map(Figures.duration) ?? "–"
        }
        func count(_ number: Int?) -> String { number.map { Figures.integer($0, upTo: QueueSurvey.most) } ?? "–" }
        let failed = overview.lastHour(.failed, lane: lane)
        let doubts = sample?.inDoubt ?? 0
        return [
            fact("Attendent", count(sample?.waiting), sample?.oldest.map { "depuis \(Figures.duration($0)) au plus" }),
            fact("À réessayer", count(sample?.retrying)),
            fact("En doute", count(sample?.inDoubt), isTrouble: doubts > 0),
            fact("Remis en 1\u{A0}h", Figures.integer(overview.lastHour(.sent, lane: lane))),
            fact("Échoués en 1\u{A0}h", Figures.integer(failed), isTrouble: failed > 0),
            fact("Délai médian", time(0.5), "99\u{A0}% en moins de \(time(0.99))"),
        ]
    }

    private func fact(_ name: String, _ figure: String, _ more: String? = nil, isTrouble: Bool = false) -> [String: Any]
    {
        ["name": name, "figure": figure, "more": more.map { [$0] } ?? [], "isTrouble": isTrouble]
    }
}
