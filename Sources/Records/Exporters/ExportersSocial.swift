extension Exporter {
  /// Posts on X, and pages on LinkedIn.
  static let social = [
    Exporter(
      "X posts, older export", .numbers, signs: ["Tweet id", "Tweet text|Tweet permalink", "impressions", "engagements"],
      columns: [
        ("time", .field(.period)), ("Tweet id|Tweet permalink|Tweet text", .setting), ("impressions", .count),
        ("engagements", .count), ("retweets", .count), ("replies", .count), ("favorites", .count), ("url clicks", .count),
        ("user profile clicks|hashtag clicks|detail expands|permalink clicks|follows", .count),
        ("engagement rate", .ratio(of: HeadingPattern("engagements"), by: HeadingPattern("impressions"))),
        ("promoted *", .setting),
      ],
      habits: Habits(platform: "X posts", rowsAreEvents: "X posts"),
      worth: "posts by the week they were written and all that has come of them since; the newest are still gathering"),
    Exporter(
      "X content", .numbers, signs: ["Post id", "Date", "Post text|Post Link", "Impressions"],
      columns: [
        ("Date", .field(.period)), ("Post id|Post text|Post Link", .setting), ("Impressions", .count), ("Likes", .count),
        ("Engagements", .count), ("Bookmarks", .count), ("Shares", .count), ("New follows", .count), ("Replies", .count),
        ("Reposts", .count), ("Profile visits", .count), ("Detail Expands", .count), ("URL Clicks", .count),
        ("Hashtag Clicks", .count), ("Permalink Clicks", .count),
      ],
      habits: Habits(platform: "X posts", rowsAreEvents: "X posts"),
      worth: "posts by the week they were written and all that has come of them since; the newest are still gathering"),
    Exporter(
      "X overview", .numbers,
      signs: ["Date", "Impressions", "New follows|Unfollows|Create Post|Media views", "Profile visits|Reposts"],
      unless: ["Post id|Post text"],
      columns: [
        ("Date", .field(.period)), ("Impressions", .count), ("Likes", .count), ("Engagements", .count), ("Bookmarks", .count),
        ("Shares", .count), ("New follows", .count), ("Unfollows", .count), ("Replies", .count), ("Reposts", .count),
        ("Profile visits", .count), ("Create Post", .count), ("Video views", .count), ("Media views", .count),
      ],
      habits: Habits(platform: "X account"),
      worth: "the account by day, whatever post it came from; not added to the posts' own figures"),
    Exporter(
      "LinkedIn page", .numbers,
      signs: ["Date", "Impressions (organic)|Impressions (total)|Total page views (total)|Organic followers|Total followers"],
      columns: [
        ("Date", .field(.period)), ("Impressions (organic)|Impressions (sponsored)|Impressions (total)", .count),
        ("Unique impressions (organic)", .people), ("Engagement rate (organic)|Engagement rate (total)", .setting),
      ],
      habits: Habits(platform: "LinkedIn page"),
      worth: "the page by day; organic and sponsored are also in the total, so take one of them"),
  ]
}
