import Cells
import Journal
import Records
import Translation

/// Everything the dashboard is at one moment. `apply` is its only writer, `painted` its only reader.
package struct State: Sendable {
  package internal(set) var columns: Int
  package internal(set) var rows: Int
  package internal(set) var facts: Facts
  package internal(set) var theme: String
  let themes: [String]
  var views = Views()
  var overlay: Overlay?
  /// What is being typed after `/`; `nil` when nothing is.
  var typing: String?
  var notice: String?
  /// What was written in this sitting; and what was not, and would be taken back by the same key again.
  var written: Set<EntryId> = []
  var askedToUndo: EntryId?
  /// It was said that leaving loses what is not on the disk.
  var isWarned = false

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
    if let view { views.active = view }
    views.translate.choose(metric: metric, outcome: outcome)
  }

  // MARK: Events

  package mutating func apply(_ event: Event) -> [Effect] {
    let effects = held(react(event))
    if !isTooSmall { views.shown.prepare(facts, body) }
    return effects
  }

  /// What the next units do to others hangs on the room that sales has set: worked out again where that has changed.
  private mutating func crowd() {
    let rooms = facts.roomsSet
    if facts.findings?.crowd(roomsSet: rooms, quick: true) ?? false { facts.version += 1 }
  }

  private mutating func react(_ event: Event) -> [Effect] {
    switch event {
    case .resized(let columns, let rows):
      self.columns = max(0, columns)
      self.rows = max(0, rows)
      return []
    case .progressed(let progress):
      if facts.progress != nil { facts.progress = progress }
      return []
    case .translated(let findings, let files, let leftAlone, let isRefining, let inspection):
      if let inspection { facts.inspection = inspection }
      let isFirst = facts.findings == nil
      facts.findings = findings
      facts.isRefining = isRefining
      facts.company = findings.company
      facts.files = files
      facts.leftAlone = leftAlone
      facts.progress = nil
      facts.failure = nil
      if isFirst, facts.knowsNothing {
        // Whoever brought them can say what they are, in the one view that asks.
        views.open(.data)
        notice = Facts.nothingYet(facts.files.count)
      }
      facts.look(again: true)
      crowd()
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
    case .journal, .kept, .notKept, .clock:
      let effects = hear(event)
      crowd()
      return effects
    case .done(let sentence):
      notice = sentence
      return []
    case .key(let key):
      notice = nil
      if Keymap.command(for: key) != .undo { askedToUndo = nil }
      return press(key)
    }
  }

  var frameArea: Area { Area(columns: 0..<columns, rows: 0..<rows) }
  /// Where the view lies: a presentation takes the whole screen.
  var body: Area { isPresenting ? frameArea : Chrome.body(frameArea) }
  private var isPresenting: Bool { views.present != nil && views.article == nil }
  var isTooSmall: Bool { columns < Chrome.leastColumns || rows < Chrome.leastRows }

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
    default: break
    }
    if let effects = views.shown.type(key, facts) {
      listen()
      return effects
    }
    if case .paste = key { return [] }
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

  mutating func perform(_ command: Command) -> [Effect] {
    switch command {
    // Whoever shows something to a room and is done with it does not mean to close everything.
    case .quit where views.present != nil: views.goBack()
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
    case .translateView: views.open(.translate)
    case .alignView: views.open(.align)
    case .brainstormView: views.open(.brainstorm)
    case .meetingView: views.open(.meeting)
    case .meet: return meet()
    case .present: present()
    case .decide where views.active == .meeting: open(.decision)
    case .dataView: views.open(.data)
    // One key from everywhere: what changed is asked before what it means.
    case .changes where views.active != .data || views.isCovered:
      views.open(.data)
      if var data = views[.data] as? DataView {
        while data.isOpen { data.close() }
        views[.data] = data
      }
      return views.shown.perform(.changes, facts, body)
    case .newIdea: open(.idea)
    case .note: open(.note)
    case .vote: open(.vote)
    case .tryIdea: open(.trial)
    case .drop where views.active == .brainstorm && !views.isCovered: open(.drop)
    case .undo: return undo()
    case .otherSide where views.active == .brainstorm && !views.isCovered: changeWriter()
    case .readAgain:
      facts.progress = ReadingProgress()
      facts.failure = nil
      return [.load]
    case .keepAgain: return keepAgain()
    case .otherWriter: changeWriter()
    case .find:
      guard views.canSearch, views.shown.commands.contains(.find) else {
        notice = "There is nothing to find here."
        return []
      }
      typing = views.shown.search
    case .explain where views.article == nil && views.present != nil:
      guard let findings = facts.findings, let t = views.present?.translation(findings) else { return [] }
      views.article = ArticleView(Article.behind(t))
    case .explain where views.article == nil && views.active == .align:
      views.article = Article.named("goals").map(ArticleView.init)
    case .explain where views.article == nil:
      guard views.active == .translate, let findings = facts.findings,
        let found = views.why?.article(facts) ?? views.translate.translation(findings).map(Article.behind)
      else {
        notice = "There is no number here whose method could be explained."
        return []
      }
      views.article = ArticleView(found)
    case .back: views.goBack()
    case .why where views.present != nil && views.article == nil:
      guard let present = views.present else { return [] }
      views.open(.translate)
      views.why = WhyView(metricName: present.metricName, outcome: present.outcome)
    case .why where views.active == .translate && views.why == nil && views.article == nil:
      if let findings = facts.findings, let back = views.back, let name = back.chosenMetric(findings) {
        views.why = WhyView(metricName: name, outcome: back.outcome)
      } else if let findings = facts.findings, let m = views.translate.metric(findings),
        let o = views.translate.outcome(findings)
      {
        views.why = WhyView(metricName: findings.metrics[m].name, outcome: findings.outcomes[o].kind)
      } else {
        notice = "There is no pair here to explain."
      }
    case .backwards where views.active == .translate && views.back == nil && !views.isCovered:
      guard let findings = facts.findings, let o = views.translate.outcome(findings) else {
        notice = "There is nothing here to turn round."
        return []
      }
      views.back = BackView(views.why?.outcome ?? findings.outcomes[o].kind, findings)
      views.why = nil
    case .more where isPlanning, .less where isPlanning, .reset where isPlanning: plan(command)
    case .up, .down, .left, .right, .pageUp, .pageDown, .first, .last, .otherSide, .why, .explain, .sort, .copy, .keepMapping,
      .more, .less, .reset, .backwards, .earlier, .later, .otherOutcome, .addGoal, .drop, .decide, .reveal, .changes:
      let before = views.translate.order
      let effects = views.shown.perform(command, facts, body)
      listen()
      if views.translate.order != before { notice = "Sorted by \(views.translate.order.rawValue)." }
      if effects.isEmpty, notice == nil, !views.shown.commands.contains(command) {
        notice = "\(Keymap.keys(for: command).first?.label ?? command.rawValue) does nothing here; ? lists the keys."
      }
      return effects
    }
    return []
  }

  private var isPlanning: Bool { views.active == .translate && views.why == nil && views.back == nil && !views.isCovered }

  /// What the view on top has to say about what was just done.
  mutating func listen() {
    guard let said = views.shown.said else { return }
    views.shown.said = nil
    notice = said
  }

  /// Changes the planned volume of the chosen metric.
  private mutating func plan(_ command: Command) {
    guard let findings = facts.findings, let t = views.translate.translation(findings) else { return }
    let metric = findings.metrics[t.metric]
    guard let response = t.response, t.grade != .d, t.grade != .n else {
      notice = "\(metric.heading): nothing to plan with, because nothing can be told of \(t.outcome.noun) from it yet."
      return
    }
    facts.plan.step(metric.name, response, up: command == .reset ? nil : command == .more)
  }

  mutating func point(_ x: Int, _ y: Int, wheel: Int?) -> [Effect] {
    let body = body
    guard body.rows.contains(y) else { return [] }
    _ = views.shown.point(at: x, y, wheel: wheel, facts, body)
    listen()
    return []
  }

  // MARK: Painting

  package func painted() -> Frame {
    var frame = Frame(width: columns, height: rows)
    guard !isTooSmall else {
      Chrome.tooSmall(on: &frame)
      return frame
    }
    let view = views.shown
    if !isPresenting { Chrome.top(on: &frame, facts, active: views.active) }
    view.paint(on: &frame, body, facts)
    if isPresenting {
      if let notice { Chrome.notice(notice, on: &frame) }
    } else if let typing {
      Chrome.prompt(typing, view.found(facts), on: &frame)
    } else {
      Chrome.bottom(
        on: &frame, facts, hints: hints(view), notice: notice ?? searched(view), writer: view.isWrittenIn ? facts.writer : nil)
    }
    let title = isPresenting ? "Presentation" : views.active.title
    overlay?.paint(on: &frame, view: view, title: title, themes: themes, theme: theme, facts: facts)
    return frame
  }

  /// While the chosen metric is planned, what can be done with the plan comes first.
  private func hints(_ view: any View) -> [(keys: [Command], word: String)] {
    guard view is TranslateView, let findings = facts.findings, let m = views.translate.metric(findings),
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
