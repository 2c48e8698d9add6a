extension Exporter {
  private static let sent = "Successful Deliveries|Delivered|Total Recipients|Recipients"

  /// Mailings: Mailchimp, Klaviyo, Marketo, HubSpot, ActiveCampaign.
  static let mail = [
    Exporter(
      "Mailchimp campaigns", .numbers,
      signs: ["Title|Subject", "Send Date", "Total Recipients|Successful Deliveries", "Unique Opens|Total Opens"],
      columns: [
        ("Send Date", .field(.period)), ("Title|Subject|List|Send Weekday|Unique Id", .setting), ("Total Recipients", .count),
        ("Successful Deliveries", .count), ("Total Bounces", .count), ("Soft Bounces|Hard Bounces", .count),
        ("Unique Opens", .count), ("Total Opens", .count), ("Unique Clicks", .count), ("Total Clicks", .count),
        ("Unsubscribes", .count), ("Abuse Complaints", .count), ("Times Forwarded|Forwarded Opens", .count),
        ("Open Rate", .ratio(of: HeadingPattern("Unique Opens"), by: HeadingPattern(sent))),
        ("Click Rate", .ratio(of: HeadingPattern("Unique Clicks"), by: HeadingPattern(sent))),
        ("Total Orders", .claimed), ("Total Gross Sales|Total Revenue", .claimedMoney),
      ],
      habits: Habits(platform: "Mailchimp", rowsAreEvents: "Mailchimp campaigns"),
      worth: "mailings by the week they were sent; opens are partly machines', clicks are people's"),
    Exporter(
      "Klaviyo campaigns", .numbers, signs: ["Campaign Name", "Send Time", "Total Recipients", "Unique Opens|Unique Clicks"],
      columns: [
        ("Send Time", .field(.period)), ("Campaign Name|Subject|Send Weekday|Campaign ID|Campaign Channel|Tags|List", .setting),
        ("Total Recipients", .count), ("Successful Deliveries", .count), ("Bounces", .count), ("Unique Opens", .count),
        ("Total Opens", .count), ("Unique Clicks", .count), ("Total Clicks", .count), ("Unsubscribes", .count),
        ("Spam Complaints", .count), ("Unique Placed Order", .claimed), ("Revenue", .claimedMoney),
        ("Open Rate", .ratio(of: HeadingPattern("Unique Opens"), by: HeadingPattern(sent))),
        ("Click Rate", .ratio(of: HeadingPattern("Unique Clicks"), by: HeadingPattern(sent))),
        ("Bounce Rate", .ratio(of: HeadingPattern("Bounces"), by: HeadingPattern("Total Recipients"))),
        ("Placed Order Rate|Spam Complaints Rate|Unsubscribe Rate", .setting),
      ],
      habits: Habits(platform: "Klaviyo", rowsAreEvents: "Klaviyo campaigns"),
      worth: "mailings by the week they were sent; orders and revenue are what Klaviyo claims"),
    Exporter(
      "HubSpot marketing emails", .numbers, signs: ["Email Name|Email Id", "Send Date", "Delivered", "Opened", "Clicked"],
      columns: [
        ("Send Date", .field(.period)), ("Email Id|Email Name|Email Subject|Campaign|Subscription Type", .setting),
        ("Sent", .count), ("Delivered", .count), ("Opened", .count), ("Clicked", .count), ("Bounced", .count),
        ("Unsubscribed", .count), ("Spam Reports", .count), ("Replied", .count),
        ("Open Rate", .ratio(of: HeadingPattern("Opened"), by: HeadingPattern("Delivered"))),
        ("Click Rate", .ratio(of: HeadingPattern("Clicked"), by: HeadingPattern("Delivered"))),
        ("Click Through Rate", .ratio(of: HeadingPattern("Clicked"), by: HeadingPattern("Opened"))),
        ("Delivered Rate", .ratio(of: HeadingPattern("Delivered"), by: HeadingPattern("Sent"))),
        ("Unsubscribed Rate", .ratio(of: HeadingPattern("Unsubscribed"), by: HeadingPattern("Delivered"))),
        ("Hard Bounced|Hard Bounce Rate|Spam Report Rate|Reply Rate|Bounced Rate", .setting),
      ],
      habits: Habits(platform: "HubSpot emails", rowsAreEvents: "HubSpot emails"),
      worth: "mailings by the week they were sent; opens are partly machines', clicks are people's"),
    Exporter(
      "ActiveCampaign campaigns", .numbers,
      signs: ["Campaign Name|Name", "Sent Date|Send Date", "Total Sent|Total Sends", "Opens|Unique Opens"],
      columns: [
        ("Sent Date|Send Date", .field(.period)), ("Campaign Name|Name|Campaign Type|Subject|List", .setting),
        ("Total Sent|Total Sends", .count), ("Opens", .count), ("Unique Opens", .count), ("Clicks", .count),
        ("Unique Clicks", .count), ("Hard Bounces|Soft Bounces", .count), ("Unsubscribes", .count), ("Forwards", .count),
        ("Replies", .count),
        ("Open Rate", .ratio(of: HeadingPattern("Unique Opens"), by: HeadingPattern("Total Sent|Total Sends"))),
        ("Click Rate", .ratio(of: HeadingPattern("Unique Clicks"), by: HeadingPattern("Total Sent|Total Sends"))),
      ],
      habits: Habits(platform: "ActiveCampaign", rowsAreEvents: "ActiveCampaign campaigns"),
      worth: "mailings by the week they were sent; opens are partly machines', clicks are people's"),
    Exporter(
      "Mailchimp audience", .entries, signs: ["Email Address", "MEMBER_RATING", "OPTIN_TIME|CONFIRM_TIME"],
      columns: [
        ("Email Address", .field(.email)), ("OPTIN_TIME", .field(.day)), ("First Name", .field(.name)),
        ("CONFIRM_TIME|LAST_CHANGED|TIMEZONE|GMTOFF|DSTOFF|LATITUDE|LONGITUDE|MEMBER_RATING", .setting),
        ("NOTES|Tags|Company", .setting),
      ],
      habits: Exporter.Habits(listsByStanding: true),
      worth: "who subscribed and when; a subscriber is no lead until a CRM export says so"),
    Exporter(
      "Marketo people", .leads,
      signs: [
        "Marketo Unique Code|Marketo SFDC ID|Person Source|Person Status|Acquisition Program|Acquisition Date",
        "Email Address|Email", "Created At|Created",
      ],
      columns: [
        ("Person ID|Lead Id|Id", .field(.leadID)), ("Email Address|Email", .field(.email)),
        ("Created At|Created", .field(.created)), ("Person Source|Lead Source|Original Source Type", .field(.source)),
        ("Updated At|Acquisition Date|SFDC Created Date", .setting), ("Company Name", .field(.company)),
      ],
      worth:
        "who the people are and where they came from; the headings of Marketo's smart lists are not confirmed by a public export, so look at them once"
    ),
    Exporter(
      "Marketo Measure touchpoints", .touches,
      signs: [
        "Touchpoint Date|bizible2 Touchpoint Date|bizible2__Touchpoint_Date__c|bizible2 *",
        "bizible2 *|Touchpoint Source|Marketing Channel",
      ],
      columns: [
        ("bizible2 Lead Id|Lead Id", .field(.leadID)), ("Email", .field(.email)),
        ("Touchpoint Date|bizible2 Touchpoint Date|bizible2__Touchpoint_Date__c", .field(.day)),
        ("Marketing Channel|bizible2 Marketing Channel|bizible2__Marketing_Channel__c|Touchpoint Source", .field(.channel)),
        ("bizible2 Count *", .setting),
      ],
      worth: "who met which channel and when; shares of first and last touch are Marketo's own and not read"),
  ]
}
