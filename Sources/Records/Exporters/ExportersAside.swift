extension Exporter {
  private static func aside(_ name: String, _ signs: [String], unless: [String] = [], _ why: String) -> Exporter {
    Exporter(name, .reference, signs: signs, unless: unless, worth: why)
  }

  /// What a connector's other tables are. None of them is counted; each says why.
  static let aside: [Exporter] = [
    aside("Field choices", ["label", "value", "property id|hubspot object"], "what a field's values are called"),
    aside(
      "Salesforce opportunity versions", ["fivetran active", "fivetran start", "stage name", "close date", "is won"],
      "earlier versions of opportunities; they are counted once, from the opportunities themselves"),
    aside(
      "Mail events", ["id", "email campaign id|caused by id|sent by id|smtp id", "fivetran synced"],
      "single mails, told by ids of other tables; mailings are counted from a campaign list"),
    aside(
      "Mail events",
      [
        "id", "browser|response|referer|bounced|drop reason",
        "ip address|user agent|smtp id|status|requested by|drop message|attempt|category|response", "fivetran synced",
      ], "single opens, clicks and bounces without a person or a day; mailings are counted from a campaign list"),
    aside(
      "Marketo mail activity", ["activity date", "lead id", "activity type id", "primary attribute value"],
      "mails to known people: a mail sent or opened is no touch of theirs, and clicks are counted from a campaign list"),
    aside(
      "Property history", ["timestamp|timestamp instant", "name", "value", "source id"],
      "every change of every field; the fields' last values are in the records themselves"),
    aside(
      "Form submissions", ["form id", "contact id", "timestamp", "page url"],
      "who sent which form; read from contacts, where the first conversion is dated"),
    aside(
      "List members", ["contact id|prospect id|member id", "contact list id|list id|segment id", "fivetran synced"],
      unless: ["email address|timestamp opt"], "who is on which list; a list is nobody's step"),
    aside("Lists", ["id", "name", "list version|is dynamic|member count|list rating|processing type"], "what lists there are"),
    aside("Merged records", ["canonical vid|merged deal id|merge ids"], "which records were merged by the CRM itself"),
    aside(
      "Pairs of ids",
      [
        "deal id|ticket id|engagement id|opportunity id", "company id|contact id|prospect id|engagement id",
        "fivetran synced|type id|category|engagement type",
      ], unless: ["value|amount|email"], "which record belongs to which; the CRM's own export has it in one table"),
    aside("Pipelines and stages", ["pipeline id|stage id", "label", "display order"], "what stages are called"),
    aside(
      "Our own people",
      [
        "email|id", "first name|last name|alias",
        "portal id|role id|primary team id|employee number|federation identifier|user role id",
      ], "names of your own people, who are no leads"),
    aside("Forms", ["guid", "form type|submit text"], "what forms there are"),
    aside("Field descriptions", ["field type|data type|restname", "label|display name|name"], "what fields there are"),
    aside(
      "Engagements", ["engagement id", "type|start time|property timestamp|property hs timestamp|timestamp"],
      unless: ["minutes|duration"],
      "calls, mails and notes told by ids of other tables; hours are counted from an export of activities with minutes"),
    aside(
      "Engagements", ["id", "type", "portal id", "fivetran synced"], unless: ["email|name|action|created|recipient"],
      "calls, mails and notes told by ids of other tables; hours are counted from an export of activities with minutes"),
    aside(
      "Ticket history", ["ticket id", "name", "value"],
      "every change of every ticket; the tickets are counted from their own table"),
    aside(
      "Ads, sets and campaigns by name",
      [
        "id", "name|creative id|click uri|intended status|keyword text|final urls|lifecycle state|line item id",
        "updated time|updated at|last modified time|last modified at|fivetran synced",
        "account id|campaign id|ad set id|ad group id|customer id|campaign group id|version tag|creative id|salt|approval status",
      ],
      unless: [
        "clicks|impressions|spend|email|amount|stage name|full text|full test|favorite count|probability|stage|closed at"
      ],
      "what the platform's campaigns and ads are called; figures are in its statistics"),
    aside(
      "Ad accounts",
      ["id", "time zone|timezone|currency", "descriptive name|business name|currency code|industry type|version tag"],
      "which accounts there are"),
    aside(
      "Keywords and criteria", ["keyword match type|search term match type|keyword text"], unless: ["cost micros"],
      "which words were bought"),
    aside(
      "Meta results by kind", ["action type", "ad id|account id", "value", "date"],
      "what Meta claims by kind of result; results are read from the report, where their indicator is named"),
    aside(
      "Post texts", ["full text|full test|display url|commentary|article title|share entity urn|ugc post id"],
      "posts without a day's figures; figures are in the statistics"),
    aside("X profile", ["followers count", "friends count"], "how many follow today; a number without a past"),
    aside(
      "Mailings without figures",
      ["id", "subject line|subject", "send time|create time|created at", "archive url|from name|from email"],
      unless: ["total recipients|unique opens"],
      "what was sent and when; opens and clicks are in the campaign list that the program exports"),
    aside(
      "Mailchimp automations", ["id", "trigger settings|create time", "status", "title"], unless: ["subject line"],
      "what mails itself; figures are in the campaign list"),
    aside(
      "Mailchimp recipients", ["member id", "campaign id|automation email id"],
      "who got which mail, told by ids of other tables; mailings are counted from a campaign list"),
    aside(
      "Mailchimp members by id", ["unique email id", "timestamp opt|timestamp signup", "list id"],
      "subscribers; a subscriber is no lead until a CRM export says so"),
    aside(
      "Marketo programs", ["id", "name", "workspace|workspace name", "type|channel"],
      "what programs and campaigns there are; their cost is in an export of period costs"),
    aside(
      "Pardot campaigns", ["id", "cost", "name", "fivetran deleted"], unless: ["date|created at"],
      "what campaigns cost in all; without a day it cannot be booked to a month"),
    aside("Pardot visitors", ["page view count", "prospect id", "source parameter"], "visitors, most of whom nobody knows"),
    aside(
      "Account or contact history", ["fivetran active", "fivetran start"], unless: ["date entered"],
      "earlier versions of records; each is counted once, from its own table"),
    aside(
      "Salesforce accounts", ["billing city|billing state", "annual revenue|number of employees|account source"],
      "names the companies of contacts and deals; a company is neither a lead nor a sale"),
    aside(
      "Salesforce activities", ["who id", "what id|activity date", "owner id", "subject"],
      unless: ["call duration in seconds|duration in minutes"],
      "calls and tasks without minutes; hours cannot be counted from it"),
    aside(
      "Salesforce products and lines", ["product code|unit price|list price|quantity invoiced|product 2 id|is reduction order"],
      unless: ["email|stage|stage name|outcome|deal id|deal name|opportunity owner"],
      "what was sold in detail; deals have the whole amount"),
    aside(
      "HubSpot companies", ["id", "property name", "property createdate", "property industry|property annualrevenue"],
      "names the companies of contacts and deals; a company is neither a lead nor a sale"),
    aside(
      "GA4 events", ["user pseudo id", "timestamp", "name"], "single events; a traffic report of GA4 has them counted by day"),
    aside(
      "Stripe",
      [
        "id|balance transaction id|credit note id|payment method id|payout id",
        "livemode|balance transaction id|charge id|recurring interval|unit amount|prorate|invoice id|coupon id|cvc check|funding|connected account id|plan id|current period end|payout id|business profile name|product 2",
      ], unless: ["contact id|deal id|lead id|email address|recurring revenue"],
      "payments in the smallest coin, by ids of other tables; what customers pay is read from a list of contracts with start, end and ARR"
    ),
    aside(
      "Names",
      [
        "id|team id|owner id|user id", "name|descriptive name|is team primary|is secondary user|developer name",
        "fivetran synced",
      ],
      unless: [
        "email|amount|timestamp|cost|stage name|email address|status|value|spend|clicks|impressions|unit price|product code"
      ], "names that other tables only number"),
  ]
}
