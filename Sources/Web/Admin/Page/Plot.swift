import Mail

/// One plot of the page: what is drawn, and the same in words and in figures.
struct Plot: Sendable {
    /// A line or a colour, and what it stands for.
    struct Key: Sendable {
        /// The class of what is drawn.
        var name: String
        var word: String
    }

    var id: String
    var title: String
    /// In a sentence, what it shows now.
    var summary: String
    var keys: [Key]
    var svg: String
    /// From the head to the foot.
    var marks: [String]
    /// From the left to the right.
    var moments: [String]
    /// The words of the table's columns, the first one for the moments.
    var columns: [String]
    var rows: [[String]]

    /// As the template takes it.
    var values: [String: Any] {
        [
            "id": id, "title": title, "summary": summary, "svg": svg, "marks": marks, "moments": moments,
            "keys": keys.map { ["name": $0.name, "word": $0.word] }, "columns": columns,
            "rows": rows.map { ["head": $0.first ?? "", "cells": Array($0.dropFirst())] },
        ]
    }
}

/// What all plots of one look have in common.
struct PlotFrame: Sendable {
    let overview: Overview
    let figures: Figures
    let slices: Slices

    init(_ overview: Overview) {
        self.overview = overview
        figures = Figures(now: overview.takenAt)
        slices = Slices(now: overview.takenAt)
    }

    /// A drawing with the axis' lines, and a tip for each slice: its moment and its figures.
    func drawing(_ axis: Axis) -> Drawing { Drawing(slices: slices.count, lines: axis.lines) }

    /// The moments of all slices, each with its figures: the newest first, as one looks for them.
    func rows(_ cells: (_ slice: Int) -> [String]) -> [[String]] {
        (0..<slices.count).reversed().map { [figures.clock(slices.beginning(of: $0))] + cells($0) }
    }

    func addTips(to drawing: inout Drawing, _ columns: [String], _ cells: (_ slice: Int) -> [String]) {
        for slice in 0..<slices.count {
            let words = zip(columns, cells(slice)).map { "\($0) \($1)" }.joined(separator: ", ")
            let text = "\(figures.clock(slices.beginning(of: slice)))\(French.noBreakSpace): \(words)"
            drawing.tip(at: slice, HTMLText.escaped(text))
        }
    }
}
