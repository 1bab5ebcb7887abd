import CoreMetrics
import Foundation
import Testing
import Web

@Suite("The metrics registry", .timeLimit(.minutes(5)))
struct MetricsTests {
    /// Reads the text format by its published grammar, sharing no code with ours; prints each sample as
    /// `type name sorted-labels value`, or fails.
    private static let reader = #"""
        import json, re, sys
        NAME, LABEL = r"[a-zA-Z_:][a-zA-Z0-9_:]*", r"[a-zA-Z_][a-zA-Z0-9_]*"
        types, done = {}, set()
        text = sys.stdin.buffer.read().decode()
        assert text == "" or text.endswith("\n"), "no line feed at the end"
        for line in text.split("\n")[:-1]:
            if line.startswith("# HELP "):
                assert re.fullmatch(r"# HELP %s (?:[^\\]|\\\\|\\n)*" % NAME, line), line
                continue
            if line.startswith("# TYPE "):
                name, kind = re.fullmatch(r"# TYPE (%s) (counter|gauge|histogram)" % NAME, line).groups()
                assert name not in types, "type of " + name + " twice"
                types[name] = kind
                continue
            match = re.fullmatch(r"(%s)(?:\{(.*)\})? (\S+)" % NAME, line)
            assert match, line
            name, labels, value = match.groups()
            pairs, rest = {}, labels or ""
            while rest:
                pair = re.match(r'(%s)="((?:[^"\\]|\\\\|\\"|\\n)*)"(?:,|$)' % LABEL, rest)
                assert pair and pair[1] not in pairs, rest
                pairs[pair[1]] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], pair[2])
                rest = rest[pair.end():]
            base = re.sub(r"_(bucket|sum|count)$", "", name)
            kind = types.get(name) or types[base]
            assert (kind == "histogram") == (name not in types), line
            assert ("le" in pairs) == (kind == "histogram" and name.endswith("_bucket")), line
            key = (name, tuple(sorted(pairs.items())))
            assert key not in done, line
            done.add(key)
            print(kind, name, json.dumps(pairs, sort_keys=True, ensure_ascii=False), float(value))
        """#

    private static func read(_ registry: MetricsRegistry) async throws -> [String] {
        let read = try await Child.run("python3", ["-c", reader], input: registry.exposition())
        #expect(read.status == 0, "\(read.errors)")
        return read.output.split(separator: "\n").map(String.init)
    }

    @Test("Counters count up, gauges both ways, by their dimensions in any order")
    func numbers() async throws {
        let registry = MetricsRegistry()
        let dimensions = [("lane", "bulk"), ("kind", "newsletter")]
        Counter(label: "sent", dimensions: dimensions, factory: registry).increment(by: 2)
        Counter(label: "sent", dimensions: dimensions.reversed(), factory: registry).increment()
        Counter(label: "sent", factory: registry).increment(by: -4)
        FloatingPointCounter(label: "cost", factory: registry).increment(by: 0.25)
        Gauge(label: "lines", factory: registry).record(-1.5)
        let meter = Meter(label: "depth", factory: registry)
        meter.set(10)
        meter.decrement(by: 3)
        let samples = try await Self.read(registry)
        #expect(
            samples == [
                "counter cost {} 0.25",
                "gauge depth {} 7.0",
                "gauge lines {} -1.5",
                "counter sent {} 0.0",
                #"counter sent {"kind": "newsletter", "lane": "bulk"} 3.0"#,
            ])
    }

    @Test("A timer becomes a histogram in seconds, its buckets cumulative and the last one +Inf")
    func histogram() async throws {
        let registry = MetricsRegistry(buckets: ["smtp": [0.1, 0.5, 1]])
        let timer = Timer(label: "smtp", factory: registry)
        for milliseconds in [50, 100, 250, 2000] { timer.recordMilliseconds(milliseconds) }
        let samples = try await Self.read(registry)
        #expect(
            samples == [
                #"histogram smtp_bucket {"le": "0.1"} 2.0"#,
                #"histogram smtp_bucket {"le": "0.5"} 3.0"#,
                #"histogram smtp_bucket {"le": "1"} 3.0"#,
                #"histogram smtp_bucket {"le": "+Inf"} 4.0"#,
                "histogram smtp_sum {} 2.4",
                "histogram smtp_count {} 4.0",
            ])
    }

    @Test("A recorder that aggregates is a histogram, with the default buckets unless told otherwise")
    func recorder() async throws {
        let registry = MetricsRegistry()
        Recorder(label: "size", factory: registry).record(3)
        let samples = try await Self.read(registry)
        #expect(samples.count == MetricsRegistry.defaultBuckets.count + 3)
        #expect(samples.contains(#"histogram size_bucket {"le": "2.5"} 0.0"#))
        #expect(samples.contains(#"histogram size_bucket {"le": "5"} 1.0"#))
    }

    @Test("Names and labels are made to fit, values and help are escaped")
    func escaping() async throws {
        let registry = MetricsRegistry(help: ["7.mail-sent é": "One\\two\n\"three\""])
        let value = "a\"b\\c\nd\\n, é}"
        Counter(
            label: "7.mail-sent é", dimensions: [("re-lay", value), ("re.lay", "other"), ("le", "1"), ("", "x")],
            factory: registry
        ).increment()
        #expect(registry.exposition().hasPrefix("# HELP _7_mail_sent__ One\\\\two\\n\"three\"\n# TYPE "))
        let samples = try await Self.read(registry)
        #expect(
            samples == [
                #"counter _7_mail_sent__ {"_": "x", "_le": "1", "re_lay": "a\"b\\c\nd\\n, é}"} 1.0"#
            ])
    }

    @Test("A name that two types claim is shown twice, told apart")
    func conflict() async throws {
        let registry = MetricsRegistry()
        Counter(label: "x", factory: registry).increment()
        Gauge(label: "x", factory: registry).record(2)
        let samples = try await Self.read(registry)
        #expect(samples == ["counter x {} 1.0", "gauge x_gauge {} 2.0"])
    }

    @Test(
        "Numbers of every size can be read back", arguments: [0, 1e-9, 0.1, 1e15, 1e300, -1e300, .infinity, -.infinity])
    func size(value: Double) async throws {
        let registry = MetricsRegistry()
        Gauge(label: "x", factory: registry).record(value)
        let sample = try #require(try await Self.read(registry).first)
        #expect(sample.split(separator: " ").last.flatMap { Double($0) } == value)
    }

    @Test("A destroyed metric is gone, and nothing counted from many threads is lost")
    func concurrency() async throws {
        let registry = MetricsRegistry()
        Counter(label: "gone", factory: registry).destroy()
        await withTaskGroup(of: Void.self) { tasks in
            for _ in 1...8 {
                tasks.addTask {
                    for _ in 1...1000 { Counter(label: "x", factory: registry).increment() }
                }
            }
        }
        let samples = try await Self.read(registry)
        #expect(samples == ["counter x {} 8000.0"])
    }
}
