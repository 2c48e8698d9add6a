extension Exporter {
  static let salesforce = [
    Exporter(
      "Salesforce lead report", .leads,
      signs: ["Lead ID|Lead Owner|Company / Account", "Lead Source|Lead Status|Rating|Converted", "Create Date|Created Date"],
      unless: ["Member Status|Stage|Campaign Name"],
      columns: [
        ("Lead ID", .field(.leadID)), ("Email", .field(.email)), ("Company / Account", .field(.company)),
        ("Lead Source", .field(.source)), ("Create Date|Created Date", .field(.created)),
        ("Converted Date", .field(.accepted)), ("Disqualified Date|Unqualified Date", .field(.rejected)),
        ("Last Activity|Last Modified Date|Annual Revenue", .setting),
      ],
      worth: "who the leads are, where they came from and when they were converted; a report without Lead ID joins by e-mail"),
    Exporter(
      "Salesforce opportunity report", .deals,
      signs: ["Opportunity Name|Opportunity ID|Opportunity Owner", "Stage", "Close Date|Created Date"],
      unless: ["From Stage|To Stage|Old Value|New Value|Member Status"],
      columns: [
        ("Opportunity ID", .field(.dealID)), ("Opportunity Name", .field(.name)), ("Account Name", .field(.company)),
        ("Opportunity Owner", .field(.owner)), ("Stage", .field(.stage)), ("Amount", .field(.amount)),
        ("Amount Currency|Opportunity Currency", .field(.currency)), ("Close Date", .field(.closed)),
        ("Created Date", .field(.opened)), ("Type", .field(.dealKind)),
        ("Closed Lost Reason|Loss Reason", .field(.lossReason)),
        ("Expected Revenue|Probability (%)|Age|Fiscal Period|Last Activity|Last Modified Date|Next Step", .setting),
      ],
      worth:
        "what was opened, won and lost; without an Opportunity ID deals are told apart by name, account and day, and the stages' days are in the history report"
    ),
    Exporter(
      "Salesforce opportunities", .deals,
      signs: ["StageName|Stage name", "CloseDate|Close date", "IsWon|IsClosed|OwnerId|AccountId|Account Id"],
      columns: [
        ("Id", .field(.dealID)), ("Name", .field(.name)), ("AccountId", .field(.accountID)),
        ("StageName", .field(.stage)), ("IsClosed", .field(.stage)), ("IsWon", .field(.stage)), ("Amount", .field(.amount)),
        ("CurrencyIsoCode", .field(.currency)), ("CloseDate", .field(.closed)), ("CreatedDate", .field(.opened)),
        ("Type", .field(.dealKind)), ("OwnerId", .field(.owner)),
        (
          "Probability|LastModifiedDate|LastActivityDate|ExpectedRevenue|SystemModstamp|LastViewedDate|LastReferencedDate"
            + "|_fivetran_start|_fivetran_end",
          .setting
        ),
      ],
      worth: "what was opened, won and lost, by id; the person behind a deal only where a contact's id is among the columns"),
    Exporter(
      "Salesforce opportunity history", .stages,
      signs: ["From Stage", "To Stage", "Last Modified|Last Modified Date|Created Date"],
      columns: [
        ("Opportunity ID", .field(.dealID)), ("Opportunity Name", .field(.name)), ("Account Name", .field(.company)),
        ("From Stage", .field(.stageBefore)), ("To Stage", .field(.stage)),
        ("Last Modified|Last Modified Date", .field(.day)),
      ],
      worth:
        "the day of every change of stage, for the deals of the opportunity report; rows that change something else are passed over"
    ),
    Exporter(
      "Salesforce field history", .stages,
      signs: ["Field / Event|Field", "Old Value|OldValue", "New Value|NewValue", "Edit Date|Created Date|CreatedDate"],
      columns: [
        ("Opportunity ID|OpportunityId", .field(.dealID)), ("Opportunity Name", .field(.name)),
        ("Account Name", .field(.company)), ("Field / Event|Field", .field(.kind)),
        ("Old Value|OldValue", .field(.stageBefore)), ("New Value|NewValue", .field(.stage)),
        ("Edit Date|Created Date|CreatedDate", .field(.day)),
      ],
      worth:
        "the day of every change of stage, for the deals of the opportunity report; rows that change another field are passed over"
    ),
    Exporter(
      "Salesforce opportunity history", .stages,
      signs: ["OpportunityId|Opportunity Id", "StageName|Stage name", "CreatedDate|Created date"],
      unless: ["IsWon|Is won"],
      columns: [
        ("OpportunityId|Opportunity Id", .field(.dealID)), ("StageName", .field(.stage)), ("CreatedDate", .field(.day)),
      ],
      worth: "the day of every change of stage, for the deals of the opportunity table"),
    Exporter(
      "Salesforce activities", .activities,
      signs: ["WhoId|Who id", "ActivityDate|Activity date", "CallDurationInSeconds|DurationInMinutes"],
      columns: [
        ("WhoId|Who id", .field(.leadID)), ("ActivityDate|Activity date", .field(.day)),
        ("CallDurationInSeconds|DurationInMinutes", .field(.minutes)), ("Type|TaskSubtype|CallType", .field(.kind)),
        ("WhatId|What id|CreatedDate|LastModifiedDate|SystemModstamp", .setting),
      ],
      worth: "calls and meetings with known people and their minutes; tasks without a length are touches of nobody's time"),
    Exporter(
      "Salesforce campaign members", .touches,
      signs: ["Campaign Name|Campaign ID", "Member Status|Member First Associated Date|Member First Responded Date|Responded"],
      columns: [
        ("Contact ID|Lead ID|Lead/Contact ID|LeadId|ContactId", .field(.leadID)), ("Email", .field(.email)),
        ("Member First Responded Date|First Responded Date", .field(.day)),
        ("Campaign Name", .field(.channel)), ("Member Status", .field(.kind)),
        ("Member First Associated Date|Member Status Update Date|Created Date", .setting),
      ],
      habits: Habits(emptyDayIsNo: true),
      worth: "who answered which campaign and when; members who never responded are no touches"),
    Exporter(
      "Salesforce campaigns", .spend,
      signs: [
        "Campaign Name", "Actual Cost|Budgeted Cost", "Start Date", "Num Sent|Leads in Campaign|Responses in Campaign|Status",
      ],
      columns: [
        ("Start Date", .field(.period)), ("End Date", .field(.periodEnd)), ("Type", .field(.channel)),
        ("Actual Cost", .spent), ("Budgeted Cost|Expected Revenue|Expected Response (%)|Expected Response", .setting),
        ("Num Sent", .count), ("Responses in Campaign", .count),
        (
          "Leads in Campaign|Converted Leads in Campaign|Contacts in Campaign|Opportunities in Campaign|"
            + "Won Opportunities in Campaign",
          .claimed
        ),
        ("Value Opportunities *|Value Won Opportunities *", .claimedMoney),
      ],
      habits: Habits(platform: "Campaigns", keepsChannels: true),
      worth:
        "what each campaign cost, where it lies within a month; its leads and won deals are Salesforce's own attribution, kept apart"
    ),
    Exporter(
      "Salesforce campaign influence", .reference, signs: ["Campaign Name", "Influence|Revenue Share", "Model"],
      worth: "Salesforce's own attribution; credit is given from deals and touches, so nothing is counted from it"),
  ]
}
