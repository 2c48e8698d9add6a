import Cells
import Records
import Translation

/// Everything the dashboard is at one moment. `apply` is its only writer, `painted` its only reader.
package struct State: Sendable {
  package private(set) var columns: Int
  package private(set) var rows: Int
  package private(set) var facts: Facts
  package private(set) var theme: String
  private let themes: [String]
  private var active = ViewName.translate
  private var translate = TranslateView()
  private var data = DataView()
  /// Lies over Translate while it is open.
  private var why: WhyView?
  /// Lies over everything while it is read.
  private var article: ArticleView?
  /// Lies over Translate while it is open; *why* over it.
  private var back: BackView?
  private var overlay: Overlay?
  /// What is being typed after `/`; `nil` when nothing is.
  private var typing: String?
  private var notice: String?

  package init(company: String, columns: Int, rows: Int, themes: [String] = [], theme: String = "dark") {
    facts = Facts(company: company)
    facts.progress = ReadingProgress()
    self.columns = columns
    self.rows = rows
    self.themes = themes
    self.theme = theme
  }

  /// Opens on another pair or view than the default: for `parley print`.
  package mutating func open(_ view: ViewName?, metric: String?, outcome: OutcomeKind?) {
    if let view { active = view }
    translate.choose(metric: metric, outcome: outcome)
  }

  // MARK: Events

  package mutating func apply(_ event: Event) -> [Effect] {
    switch event {
    case .resized(let columns, let rows):
      self.columns = max(0, columns)
      self.rows = max(0, rows)
      return []
    case .progressed(let progress):
      if facts.progress != nil { facts.progress = progress }
      return []
    case .translated(let findings, let files, let leftAlone, let isRefining):
      facts.findings = findings
      facts.isRefining = isRefining
      facts.company = findings.company
      facts.files = files
      facts.leftAlone = leftAlone
      facts.progress = nil
      facts.failure = nil
      return []
    case .failed(let failure):
      facts.progress = nil
      facts.failure = failure
      if facts.findings != nil { notice = failure.sentence }
      return []
    case .folderChanged:
      facts.progress = ReadingProgress()
      facts.failure = nil
      return [.load]
    case .done(let sentence):
      notice = sentence
      return []
    case .key(let key):
      notice = nil
      return press(key)
    }
  }

  private var view: any View {
    get {
      if let article { return article }
      switch active {
      case .translate:
        if let why { return why }
        return back ?? translate
      case .data: return data
      }
    }
    set {
      switch newValue {
      case let view as TranslateView: translate = view
      case let view as WhyView: why = view
      case let view as ArticleView: article = view
      case let view as BackView: back = view
      case let view as DataView: data = view
      default: break
      }
    }
  }

  private var frameArea: Area { Area(columns: 0..<columns, rows: 0..<rows) }
  private var isTooSmall: Bool { columns < Chrome.leastColumns || rows < Chrome.leastRows }

  private mutating func press(_ key: Key) -> [Effect] {
    if isTooSmall {
      switch Keymap.command(for: key) {
      case .quit, .stop: return [.quit]
      case .suspend: return [.suspend]
      default: return []
      }
    }
    if key == .control("c") { return stop() }
    if key == .control("z") { return [.suspend] }
    if key == .control("l") { return [.redraw] }
    if typing != nil { return type(key) }
    if overlay != nil { return pressOnOverlay(key) }
    switch key {
    case .click(let x, let y): return point(x, y, wheel: nil)
    case .wheel(let up, let x, let y): return point(x, y, wheel: up ? -1 : 1)
    case .paste: return []
    default: break
    }
    if active == .translate, why == nil, var asked = back, let findings = facts.findings {
      let (taken, complaint) = asked.type(key, findings)
      back = asked
      if let complaint { notice = complaint }
      if taken { return [] }
    }
    guard let command = Keymap.command(for: key) else {
      notice = "\(key.label) does nothing here; ? lists the keys."
      return []
    }
    return perform(command)
  }

  private mutating func stop() -> [Effect] {
    guard facts.progress != nil else { return [.quit] }
    facts.progress = nil
    notice = "Stopped reading. r reads the folder again, q quits."
    return [.stopLoading]
  }

  private mutating func perform(_ command: Command) -> [Effect] {
    switch command {
    case .quit: return [.quit]
    case .stop: return stop()
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .help: overlay = .help(scrolled: 0)
    case .palette: overlay = .palette(search: "", selected: 0)
    case .theme:
      guard !themes.isEmpty else {
        notice = "Colours are off (NO_COLOR or a terminal without them)."
        return []
      }
      overlay = .themes(selected: themes.firstIndex(of: theme) ?? 0)
    case .translateView:
      active = .translate
      why = nil
      back = nil
      article = nil
    case .dataView:
      active = .data
      article = nil
    case .readAgain:
      facts.progress = ReadingProgress()
      facts.failure = nil
      return [.load]
    case .find:
      if article == nil, (why == nil && back == nil) || active == .data { typing = view.search }
    case .explain where article == nil:
      guard active == .translate, let findings = facts.findings,
        let found = why?.article(facts) ?? translate.translation(findings).map(Article.behind)
      else {
        notice = "There is no number here whose method could be explained."
        return []
      }
      article = ArticleView(found)
    case .back:
      if article != nil {
        article = nil
      } else if why != nil, active == .translate {
        why = nil
      } else if back != nil, active == .translate {
        back = nil
      } else if !view.search.isEmpty {
        view.search = ""
      } else if active != .translate {
        active = .translate
      }
    case .why where active == .translate && why == nil && article == nil:
      if let findings = facts.findings, let back, let name = back.chosenMetric(findings) {
        why = WhyView(metricName: name, outcome: back.outcome)
      } else if let findings = facts.findings, let m = translate.metric(findings), let o = translate.outcome(findings) {
        why = WhyView(metricName: findings.metrics[m].name, outcome: findings.outcomes[o].kind)
      } else {
        notice = "There is no pair here to explain."
      }
    case .backwards where active == .translate && back == nil && article == nil:
      guard let findings = facts.findings, let o = translate.outcome(findings) else {
        notice = "There is nothing here to turn round."
        return []
      }
      back = BackView(why?.outcome ?? findings.outcomes[o].kind, findings)
      why = nil
    case .more where isPlanning, .less where isPlanning, .reset where isPlanning: plan(command)
    case .up, .down, .left, .right, .pageUp, .pageDown, .first, .last, .otherSide, .why, .explain, .sort, .copy, .keepMapping,
      .more, .less, .reset, .backwards, .earlier, .later, .otherOutcome:
      let before = translate.order
      let effects = view.perform(command, facts, Chrome.body(frameArea))
      if translate.order != before { notice = "Sorted by \(translate.order.rawValue)." }
      if effects.isEmpty, !view.commands.contains(command) {
        notice = "\(Keymap.keys(for: command).first?.label ?? command.rawValue) does nothing here; ? lists the keys."
      }
      return effects
    }
    return []
  }

  private var isPlanning: Bool { active == .translate && why == nil && back == nil }

  /// Changes the planned volume of the chosen metric.
  private mutating func plan(_ command: Command) {
    guard let findings = facts.findings, let t = translate.translation(findings) else { return }
    let metric = findings.metrics[t.metric]
    guard let response = t.response, t.grade != .d, t.grade != .n else {
      notice = "\(metric.heading): nothing to plan with, because nothing can be told of \(t.outcome.noun) from it yet."
      return
    }
    facts.plan.step(metric.name, response, up: command == .reset ? nil : command == .more)
  }

  // MARK: Typing and overlays

  private mutating func type(_ key: Key) -> [Effect] {
    guard var text = typing else { return [] }
    switch key {
    case .character(let scalar): text.unicodeScalars.append(scalar)
    case .paste(let pasted): text += printable(pasted)
    case .backspace: if !text.isEmpty { text.removeLast() }
    case .enter, .tab:
      typing = nil
      return []
    case .escape:
      typing = nil
      view.search = ""
      return []
    case .up, .down:
      return view.perform(key == .up ? .up : .down, facts, Chrome.body(frameArea))
    default: return []
    }
    typing = text
    view.search = text
    return []
  }

  private mutating func pressOnOverlay(_ key: Key) -> [Effect] {
    switch overlay {
    case .help(let scrolled):
      switch Keymap.command(for: key) {
      case .up: overlay = .help(scrolled: max(0, scrolled - 1))
      case .down: overlay = .help(scrolled: scroll(scrolled + 1))
      case .pageUp: overlay = .help(scrolled: max(0, scrolled - 10))
      case .pageDown: overlay = .help(scrolled: scroll(scrolled + 10))
      case .back, .help, .quit, .why: overlay = nil
      default:
        if case .wheel(let up, _, _) = key { overlay = .help(scrolled: up ? max(0, scrolled - 1) : scroll(scrolled + 1)) }
      }
    case .palette(var search, let selected):
      let commands = paletteCommands(search, view)
      switch key {
      case .up: overlay = .palette(search: search, selected: max(0, selected - 1))
      case .down: overlay = .palette(search: search, selected: min(max(0, commands.count - 1), selected + 1))
      case .escape: overlay = nil
      case .enter:
        overlay = nil
        guard commands.indices.contains(selected) else { return [] }
        return perform(commands[selected])
      case .backspace:
        if search.isEmpty {
          overlay = nil
        } else {
          search.removeLast()
          overlay = .palette(search: search, selected: 0)
        }
      case .character(let scalar):
        search.unicodeScalars.append(scalar)
        overlay = .palette(search: search, selected: 0)
      default: break
      }
    case .themes(let selected):
      switch Keymap.command(for: key) {
      case .up: return preview(max(0, selected - 1))
      case .down: return preview(min(themes.count - 1, selected + 1))
      case .why, .back, .theme, .quit: overlay = nil
      default: break
      }
    case nil: break
    }
    return []
  }

  /// A theme is worn as soon as it is chosen in the list: seeing it is how one chooses.
  private mutating func preview(_ index: Int) -> [Effect] {
    overlay = .themes(selected: index)
    theme = themes[index]
    return [.useTheme(theme)]
  }

  private func scroll(_ wanted: Int) -> Int {
    let room = Overlay.helpRoom(frameArea)
    return max(0, min(wanted, Overlay.helpLines(view, columns: room.columns).count - room.rows))
  }

  private mutating func point(_ x: Int, _ y: Int, wheel: Int?) -> [Effect] {
    let body = Chrome.body(frameArea)
    guard body.rows.contains(y) else { return [] }
    _ = view.point(at: x, y, wheel: wheel, facts, body)
    return []
  }

  // MARK: Painting

  package func painted() -> Frame {
    var frame = Frame(width: columns, height: rows)
    guard !isTooSmall else {
      Chrome.tooSmall(on: &frame)
      return frame
    }
    Chrome.top(on: &frame, facts, active: active)
    let view = view
    view.paint(on: &frame, Chrome.body(frameArea), facts)
    if let typing {
      Chrome.prompt(typing, view.found(facts), on: &frame)
    } else {
      Chrome.bottom(on: &frame, facts, hints: hints(view), notice: notice ?? searched(view))
    }
    overlay?.paint(on: &frame, view: view, title: active.title, themes: themes, theme: theme)
    return frame
  }

  /// While the chosen metric is planned, what can be done with the plan comes first.
  private func hints(_ view: any View) -> [(keys: [Command], word: String)] {
    guard view is TranslateView, let findings = facts.findings, let m = translate.metric(findings),
      facts.plan.volume(of: findings.metrics[m].name) != nil
    else { return view.hints }
    return TranslateView.planHints
  }

  private func searched(_ view: any View) -> String? {
    guard !view.search.isEmpty else { return nil }
    let found = view.found(facts)
    return "/\(view.search)  \(found.shown) of \(found.of)  esc shows all"
  }
}
