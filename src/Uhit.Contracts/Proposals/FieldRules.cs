namespace Uhit.Contracts.Proposals;

/// <summary>What the fields of the domain are called elsewhere. Fields have the names of <c>contract.json</c>.</summary>
internal static class FieldRules
{
    public static readonly FieldRule EsiId = new(
        "esiId",
        "esi|.*esiid.*|.*electricserviceidentifier.*",
        "premise(id|number)?|servicepoint(id)?|.*accountnumber|usagepoint(id|mrid)?|meteringpoint(id)?|.*servdelivid");

    public static readonly FieldRule[] Header =
    [
        new("requestId", ".*requestid|clientref(erence)?|correlation(id)?|.*inquiryid", "reference(id|number)?|externalid"),
        new("messageId", ".*messageid|msgid|messagenumber", ""),
        new("sentAt", "sentat|sent|.*senttime|.*timestamp|messagedate(time)?", "created(at|on|time)?", ValueKind.Time),
        new("transactionId", ".*transactionid|.*transactionnumber|trackingnumber|trackingid", "case(id|number)?|ticket(id|number)?"),
        new("authenticationId", "authenticationid|.*duns(number)?", "partner(id)?|sender(id)?|.*party(id)?"),
        new("deliveryId", "deliveryid|batch(id|number)?", ""),
        new("partNumber", "part(number)?|sequencenumber", "", ValueKind.Number),
        new("partCount", "part(s|count)|of|totalparts", "", ValueKind.Number),
    ];

    public static readonly FieldRule[] Usage =
    [
        new("customerName", "customer(name)?", "name"),
        new("serviceAddress.line1", ".*(addressline1|line1|street(address)?|address1)", "address"),
        new("serviceAddress.city", ".*city", "town"),
        new("serviceAddress.state", ".*addressstate|.*stateorprovince|stateprovince", "state"),
        new("serviceAddress.postalCode", ".*(zip(code)?|postalcode)", ""),
        new("loadProfile", "(load)?profile(code|id|type)?", ""),
        new("rateClass", "rate(class|code)?|.*rateclass.*", "tariff(code)?"),
        new("meterReadCycle", "(meter)?(read)?cycle(code|number)?", ""),
        new("ercotRegion", "(ercot)?region", "zone|weatherzone"),
    ];

    public static readonly FieldRule[] Bill =
    [
        new("startDate", ".*(start|begin|from)(date|datetime|time)?", "", ValueKind.Date, ValueKind.Time),
        new("endDate", ".*(end|through|until|stop)(date|datetime|time)?|(date)?to", "readdate", ValueKind.Date, ValueKind.Time),
        new("usage", ".*(kwh|usage|consumption)(quantity|amount|value)?", "quantity|energy|value|amount|total", ValueKind.Number),
        new("meteredDemand", "(metered|measured|peak|actual)(kw|demand)|kw|demand", "", ValueKind.Number),
        new("billedDemand", "(billed|billing)(kw|demand)", "", ValueKind.Number),
        new("powerFactor", "powerfactor|pf", "", ValueKind.Number),
        new("multiplier", "(meter)?(multiplier|constant)", "", ValueKind.Number),
        new("meterNumber", "meter(number|id|serial.*|no)?", ""),
        new("readType", "(read|reading)(type|quality)|estimated.*", "quality|q"),
    ];

    public static readonly FieldRule[] Series =
    [
        new("meterNumber", "meter(number|id|serial.*|no)?", ""),
        new("channel", "channel.*|flowdirection", "direction|kind|registertype"),
        new("unit", "unit|uom|unitofmeasure.*|.*uom", ""),
        new("intervalMinutes", "(interval)?(length|minutes|size)|interval(duration|length.*)|minutesperinterval", "duration|resolution"),
    ];

    public static readonly FieldRule[] Reading =
    [
        new(
            "end",
            ".*(end)(date|datetime|time)?|(interval)?endingat|(read|reading)(end|time|datetime)",
            "time(stamp)?|t|datetime|at|to",
            ValueKind.Time),
        new("start", ".*(start|begin)(date|datetime|time)?", "from", ValueKind.Time),
        new(
            "quantity",
            ".*(quantity|kwh|usage|consumption)(value)?|(reading|interval)?value",
            "v|amount|energy|reading|kw|r",
            ValueKind.Number),
        new("readType", "(read|reading)?(type|quality|status)(code)?|estimated.*", "q|flag|code"),
    ];

    public static readonly FieldRule[] Line =
    [
        new("status", ".*(status|verdict|result)(code)?", "code|outcome"),
        new("lineNumber", "line(number|no)?|(item|sequence)number", "number", ValueKind.Number),
    ];

    public static readonly FieldRule[] Error =
    [
        new("code", ".*(error|reason|reject).*code|code", "id|number"),
        new("description", ".*(description|text|message)", "detail|reason|problem|error"),
        new("lineNumber", "line(number)?", "", ValueKind.Number),
    ];

    public static readonly FieldRule[] Answer =
    [
        new("status", ".*(status|result|ackcode|replycode)(code)?", "code|reply|accepted"),
        Header[0], Header[1], Header[3],
        new("receivedAt", "received(at|time|on)?", ".*timestamp", ValueKind.Time),
    ];

    /// <summary>What is ours, not the customer's: who asks, and where to tell us.</summary>
    private const string Ours =
        "(requestor|requester|requesting|sender|submitter|retailer|supplier|user|company|contact|notif|reply|callback).*";

    /// <summary>What a template of an inquiry is filled with.</summary>
    public static readonly FieldRule[] Request =
    [
        EsiId,
        new("period.start", ".*(start|begin|from)(date|datetime|time)?", "", ValueKind.Date, ValueKind.Time),
        new("period.end", ".*(end|through|until)(date|datetime|time)?|(date)?to", "", ValueKind.Date, ValueKind.Time),
        new("authorization.customerName", "(.*customer)?name|customer", "") { Not = Ours },
        new("authorization.authorizedBy", "(authorized|signed)by|signer", ""),
        new("authorization.telephone", ".*(tele)?phone(number)?", "") { Not = Ours },
        new("authorization.email", ".*email(address)?", "") { Not = Ours },
        new("authorization.authorizedOn", "(authorized|signed)(on|date)|authorizationdate", "", ValueKind.Date, ValueKind.Time),
        new("authorization.expiresOn", "expir(es|ation)(on|date)?|validuntil", "", ValueKind.Date, ValueKind.Time),
        .. Usage.Where(r => r.Field.StartsWith("serviceAddress", StringComparison.Ordinal)),
        .. Header.Take(5),
    ];
}
