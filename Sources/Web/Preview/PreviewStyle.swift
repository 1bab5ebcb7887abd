/// The style of the preview's pages: the list beside the proof on a desk, above it on a narrow screen, light or dark as the
/// editor's system is. The letters in their frames have their own.
enum PreviewStyle {
    static let sheet = """

        :root {
          color-scheme: light dark;
          --ground: light-dark(#f3f1ec, #16181b);
          --sheet: light-dark(#ffffff, #1f2226);
          --ink: light-dark(#23262b, #eceae6);
          --quiet: light-dark(#5b6068, #a9adb4);
          --line: light-dark(#dedad1, #34383e);
          --accent: light-dark(#1f4fa3, #8db4ff);
          --chosen: light-dark(#e4ebf8, #28334a);
          --good: light-dark(#1c7a3f, #6fd193);
          --alarm: light-dark(#a1260d, #ffa08a);
          --alarm-ground: light-dark(#fdece7, #3b211b);
          font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        *, ::before, ::after { box-sizing: border-box; }
        body { margin: 0; min-height: 100dvh; display: flex; flex-direction: column;
          background: var(--ground); color: var(--ink); }
        h1, h2, p, dl, dd, ul, pre, figure { margin: 0; padding: 0; }
        ul { list-style: none; }
        a { color: var(--accent); }
        code, pre, .kind { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        main:focus { outline: none; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .skip { position: absolute; left: 1rem; top: -4rem; z-index: 1; padding: .5rem 1rem; background: var(--sheet); }
        .skip:focus { top: .5rem; }

        .bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; padding: .75rem 1.5rem;
          background: var(--sheet); border-bottom: 1px solid var(--line); }
        .name { font-weight: 700; font-size: 1.25rem; letter-spacing: -.01em; }
        .name a { color: inherit; text-decoration: none; }
        .name span { margin-left: .5rem; font-weight: 400; font-size: 1rem; letter-spacing: 0; color: var(--quiet); }
        .state { color: var(--good); font-size: .875rem; font-weight: 600; }
        .state::before { content: ""; display: inline-block; width: .5rem; height: .5rem; margin-right: .5rem;
          border-radius: 50%; background: currentColor; }
        .state.faulty, .state.lost { color: var(--alarm); }

        .desk { flex: 1; display: grid; grid-template-columns: minmax(0, 1fr); }
        #modeles { padding: 1rem; background: var(--sheet); font-size: .875rem; min-width: 0;
          border-bottom: 1px solid var(--line); }
        #modeles a { display: inline-block; padding: .25rem .625rem; border-radius: .375rem; text-decoration: none; }
        #modeles a:hover { background: var(--ground); }
        #modeles a[aria-current] { background: var(--chosen); color: var(--ink); font-weight: 600; }
        .kinds { display: flex; flex-wrap: wrap; gap: 0 1rem; }
        .kinds > li { padding: .625rem 0 0; }
        .kind { padding: 0 .625rem; font-size: .8125rem; color: var(--quiet); overflow-wrap: anywhere; }
        .kinds ul { display: flex; flex-wrap: wrap; gap: .125rem; }
        .mark { display: inline-block; min-width: 1.25rem; margin-left: .375rem; padding: 0 .25rem; border-radius: .625rem;
          text-align: center; font-size: .75rem; font-weight: 700; line-height: 1.25rem; color: var(--sheet);
          background: var(--alarm); }

        main { min-width: 0; padding: 1.5rem; }
        main.alone { width: 100%; max-width: 84rem; margin: 0 auto; }
        h1 { font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; overflow-wrap: anywhere; }
        h1 .locale { color: var(--quiet); font-weight: 400; }
        .description { margin-top: .25rem; color: var(--quiet); }
        .facts { display: flex; flex-wrap: wrap; gap: .75rem 2rem; margin-top: 1rem; }
        .facts .subject { flex-basis: 100%; }
        .facts .subject span { font-weight: 600; }
        dt, small { color: var(--quiet); font-size: .8125rem; }
        small { margin-left: .5rem; font-weight: 400; white-space: nowrap; }
        .check { margin-top: 1.25rem; padding: .75rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--good);
          border-radius: .375rem; background: var(--sheet); }
        .check h2 { font-size: .9375rem; }
        .check.faulty { border-left-color: var(--alarm); background: var(--alarm-ground); }
        .faults li { margin-top: .5rem; overflow-wrap: anywhere; }
        .faults code { font-size: .8125rem; font-weight: 600; color: var(--alarm); }
        .faults strong { display: block; font-weight: 600; }
        .mend::before { content: "→\\00a0"; color: var(--quiet); }
        .notice { margin-top: 1.25rem; padding: 2rem 1rem; text-align: center; color: var(--quiet);
          border: 1px dashed var(--line); border-radius: .375rem; }

        .tabs { display: flex; flex-wrap: wrap; margin-top: 1.25rem; border-bottom: 1px solid var(--line); }
        .tabs a { padding: .625rem 1rem; color: var(--quiet); text-decoration: none; border-bottom: 3px solid transparent; }
        .tabs a[aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--accent); }
        .switch { display: inline-flex; margin-top: 1rem; border: 1px solid var(--line); border-radius: .5rem;
          background: var(--sheet); overflow: hidden; }
        .switch a { padding: .375rem 1rem; font-size: .875rem; text-decoration: none; color: var(--quiet); }
        .switch a[aria-current] { background: var(--chosen); color: var(--ink); font-weight: 600; }
        .switch a:focus-visible { outline-offset: -3px; }
        .frames { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 1.5rem; margin-top: 1rem; }
        figure { max-width: 100%; overflow-x: auto; }
        figcaption { margin-bottom: .375rem; font-size: .8125rem; color: var(--quiet); }
        iframe { display: block; border: 1px solid var(--line); border-radius: .5rem; box-sizing: content-box; }
        .light iframe { background: #ffffff; color-scheme: light; }
        .dark iframe { background: #121212; color-scheme: dark; }

        pre { padding: 1rem; overflow-x: auto; font-size: .875rem; line-height: 1.5; background: var(--sheet);
          border: 1px solid var(--line); border-radius: .375rem; }
        .words { margin-top: 1rem; max-width: 48rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        .source { margin-top: 1.25rem; }
        .source h2 { margin-bottom: .375rem; font-size: .875rem; }
        .source pre { counter-reset: line; }
        .line { counter-increment: line; }
        .line::before { content: counter(line); display: inline-block; width: 2.5em; margin-right: 1.25em; text-align: right;
          color: var(--quiet); }
        mark { color: inherit; background: var(--alarm-ground); box-shadow: inset 3px 0 var(--alarm); }
        .hard { background: var(--chosen); border-radius: 2px; box-shadow: inset 0 -1px var(--accent); }
        .headers { margin-top: 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .375rem; }
        .headers div { padding: .5rem 1rem; overflow-wrap: anywhere; }
        .headers div + div { border-top: 1px solid var(--line); }

        .wide { margin-top: 1.25rem; overflow-x: auto; background: var(--sheet); border: 1px solid var(--line);
          border-radius: .375rem; }
        table { width: 100%; border-collapse: collapse; font-size: .875rem; }
        th, td { padding: .625rem 1rem; text-align: left; vertical-align: top; }
        tbody tr { border-top: 1px solid var(--line); }
        thead th { font-size: .8125rem; font-weight: 400; color: var(--quiet); }
        tbody th { font-weight: 600; white-space: nowrap; }
        td:nth-child(4), td:nth-child(5) { white-space: nowrap; font-variant-numeric: tabular-nums; }
        tr.faulty td:nth-child(5) { color: var(--alarm); font-weight: 600; }

        @media (min-width: 60rem) {
          .desk { grid-template-columns: 15rem minmax(0, 1fr); }
          #modeles { border-bottom: 0; border-right: 1px solid var(--line); }
          .kinds { display: block; }
          main { padding: 1.5rem 1.5rem 3rem; }
          .headers div { display: grid; grid-template-columns: 15rem 1fr; gap: 1rem; }
        }

        """
}
