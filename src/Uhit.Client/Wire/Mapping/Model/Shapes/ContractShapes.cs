using System.Collections.Concurrent;
using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping.Model.Shapes;

/// <summary>What may stand in <c>contract.json</c>.</summary>
internal static class ContractShapes
{
    private static readonly ObjectShape Condition = new("condition", "What must hold: all that is said here.", () =>
    [
        new("path", Shape.Text, "The value that is looked at."),
        new("header", Shape.Text, "In place of a path: a path that begins with a header block of the envelope."),
        new("is", Shape.Value.OrList(), "The value, or one of several."),
        new("isNot", Shape.Value.OrList(), "What the value must not be."),
        new("exists", Shape.Boolean, "Whether the element or attribute must be there, or must not."),
    ]);

    private static readonly ObjectShape FieldObject = new("field", "Where a value comes from, and how it is read.", FieldMembers);

    private static readonly ObjectShape Payload = new(
        "payload", "Where another document lies inside this one, such as base64 of a gzip of CSV.", () =>
        [
            new("path", Shape.Text, "The element that holds it.", IsRequired: true),
            new(
                "encoding",
                Shape.OneOf("base64", "hex", "text"),
                "How its bytes are written. Default: base64. text: the document stands there as text, such as CDATA."),
            new("compression", Shape.OneOf("none", "gzip", "zip", "deflate"), "How its bytes are compressed. Default: none."),
            new("format", Shape.OneOf("xml", "csv"), "What it is. Default: xml. The rows of a CSV are elements, its columns are their "
                + "attributes: `@USAGE_KWH`, or `@3` for the third."),
            new("separator", Shape.Text, "What parts the columns. Default: a comma; `tab` for a tabulator."),
            new("columns", Shape.ListOf(Shape.Text), "The names of the columns, where the first row is not their names."),
        ]);

    // Concurrent: clients load their contracts side by side.
    private static readonly ConcurrentDictionary<string, ObjectShape> Scopes = [];

    /// <summary>A value: a path, several of which the first that is there counts, or an object.</summary>
    public static Shape Field { get; } = new() { IsText = true, Item = Shape.Text, Object = FieldObject };

    public static Shape Conditions { get; } = Shape.Of(Condition).OrList();

    /// <summary>The answer that we read.</summary>
    public static ObjectShape AnswerRead { get; } = new("answerRead", "The answer to a message of ours.", () =>
    [
        new("empty", Shape.Number.OrList(), "HTTP statuses of an answer without content that mean it is accepted, such as 202."),
        new(
            "contains",
            Shape.ListOf(Shape.OneOf("acknowledgement", "validation", "delivery")),
            "The messages whose content stands in the answer itself: data at once."),
        .. MessageMembers(DomainScopes.Answer, isOptional: true),
    ]);

    /// <summary>The answer that we write.</summary>
    public static ObjectShape AnswerWritten { get; } = new("answerWritten", "Our answer to a callback.", () =>
    [
        new("template", Shape.Text, "The template of the answer, a file of this folder."),
        new("empty", Shape.Number, "In place of a template: the HTTP status of an answer without content, 200 or 202."),
    ]);

    private static ObjectShape Wsdl { get; } = new("wsdl", "The WSDL files.", () =>
    [
        new("inquiry", Shape.Text, "Of the service that CNP hosts."),
        new("callback", Shape.Text, "Of the service that we host."),
    ]);

    private static ObjectShape Inquiry { get; } = new("inquiry", "What one inquiry may hold.", () =>
    [
        new("onePeriod", Shape.Boolean, "Whether all lines have the same period. Default: false."),
        new("maxLines", Shape.Number, "The most lines. Default: as many as the settings allow."),
        new("checkValues", Shape.Boolean, "Whether a customer's text that the schema does not take, such as a telephone number beyond its "
            + "pattern, makes an inquiry invalid. False where CNP takes more than its schema says. Default: true."),
    ]);

    private static ObjectShape HeaderBlock { get; } = new("headerBlock", "A header block that we write.", () =>
    [
        new("template", Shape.Text, "The template of the block, a file of this folder.", IsRequired: true),
        new(
            "on",
            Shape.ListOf(Shape.OneOf("request", "fetch", "confirm", "callbackAnswer")),
            "The messages that carry it. Default: request, fetch and confirm."),
    ]);

    private static ObjectShape Messages { get; } = new("messages", "The messages.", () =>
    [
        new("request", Shape.Of(Sent("requestMessage", "The inquiry.", true)), "The inquiry that we send, and CNP's answer to it."),
        new(
            "acknowledgement",
            Shape.Of(Callback(DomainScopes.Acknowledgement)).OrList(),
            "CNP's later acknowledgement; a list where it comes in several forms."),
        new("validation", Shape.Of(Callback(DomainScopes.Validation)).OrList(), "CNP's verdicts; a list where they come in several forms."),
        new("delivery", Shape.Of(Callback(DomainScopes.Delivery)).OrList(), "The usage; a list where it comes in several forms."),
        new(
            "fetch",
            Shape.Of(Sent("fetchMessage", "What asks for data that CNP holds ready.", true)),
            "What asks for data that CNP holds ready, where it does not call back."),
        new(
            "confirm",
            Shape.Of(Sent("confirmMessage", "What confirms that data were fetched.", false)),
            "What confirms that data were fetched."),
        new("fault", Shape.Of(Scope(DomainScopes.Fault)), "The detail of a SOAP fault."),
    ]);

    /// <summary>The whole file.</summary>
    public static ObjectShape Contract { get; } = new(
        "contract", "A contract of CNP's as data: what it is called, what we send, and where in what we receive each value stands.", () =>
        [
            new("$schema", Shape.Text, "The JSON schema of this file, for editors: contract.schema.json."),
            new("id", Shape.Text, "The contract's id, such as cnp-2026-03. It is stored with every message; a contract that changes its "
                + "meaning gets a new one.", IsRequired: true),
            new("soap", Shape.OneOf("1.1", "1.2"), "The version of SOAP in which messages are sent. Default: 1.1."),
            new("namespaces", Shape.MapOf(Shape.Text), "The prefixes of all paths. The prefix of nothing (\"\") is for names without one."),
            new("timeZone", Shape.Text, "The zone of times without an offset: a name such as America/Chicago, or an offset such as -06:00. "
                + "Default: America/Chicago."),
            new("wsdl", Shape.Of(Wsdl), "The WSDL files, relative to this folder."),
            new(
                "secrets",
                Shape.ListOf(Shape.Text),
                "The names of the secrets that templates use. Their values are in the settings, never here."),
            new("codes", Shape.MapOf(Shape.MapOf(Shape.Value)), "Tables of codes: theirs to ours. `*` is for all others."),
            new(
                "correlation",
                Shape.ListOf(Shape.OneOf("requestId", "transactionId", "correlationId", "esiId")),
                "By what a callback's inquiry is found. Default: requestId alone."),
            new("inquiry", Shape.Of(Inquiry), "What one inquiry may hold."),
            new("headers", Shape.ListOf(Shape.Of(HeaderBlock)), "Header blocks that we write."),
            new(
                "understood",
                Shape.ListOf(Shape.Text),
                "Header blocks that may demand to be understood, although nothing here reads them."),
            new("messages", Shape.Of(Messages), "The messages.", IsRequired: true),
            new("guesses", Shape.Any, "Proposals of `uhit contract add`. Never used: confirm one by moving it to `messages`."),
        ]);

    /// <summary>The shape of a part of a message.</summary>
    public static ObjectShape Scope(ScopeDefinition scope) => Scopes.GetOrAdd(
        scope.Name, _ => new ObjectShape(scope.Name, scope.Description, () => [.. ScopeMembers(scope)]));

    private static ObjectShape Sent(string name, string description, bool mayRepeat) => new(name, description, () =>
    [
        new("action", Shape.Text, "The SOAP action."),
        new("template", Shape.Text, "The template of the message, a file of this folder.", IsRequired: true),
        new("answer", Shape.Of(AnswerRead), "CNP's answer."),
        .. mayRepeat
            ? new ObjectShape.Member[] { new(
                "per",
                Shape.OneOf("inquiry", "client"),
                "Fetch only: whether each inquiry is asked for, or all of a client's at once. Default: inquiry.") }
            : [],
    ]);

    private static ObjectShape Callback(ScopeDefinition scope) => new(scope.Name + "Message", scope.Description, () =>
    [
        new("action", Shape.Text, "The SOAP action. Without it any is taken."),
        new("path", Shape.Text, "The last part of the callback's address, where callbacks have addresses of their own."),
        new("template", Shape.Text, "The template by which the simulator writes it. Without it, it is made from the schema."),
        new("answer", Shape.Of(AnswerWritten), "Our answer."),
        .. MessageMembers(scope, isOptional: false),
    ]);

    private static IEnumerable<ObjectShape.Member> MessageMembers(ScopeDefinition scope, bool isOptional) => ScopeMembers(scope)
        .Select(member => isOptional ? member with { IsRequired = false } : member);

    private static IEnumerable<ObjectShape.Member> ScopeMembers(ScopeDefinition scope)
    {
        if (scope.IsMessage)
        {
            yield return new(
                "root", Shape.Text, "The element that it is: the first of the body, or of the fault's detail.", IsRequired: true);
        }
        else
        {
            yield return new(
                "each", Shape.Text.OrList(), "The element that repeats, from the part around it; `.` or nothing: that part itself.");
        }

        yield return new("when", Conditions, "What must hold, else it is not meant.");
        if (scope.Kind == ScopeKind.Usage)
        {
            yield return new(
                "join", Shape.Boolean, "Whether elements of one ESI ID that follow one another are one, as rows are. Default: false.");
        }

        if (scope.Kind == ScopeKind.Series)
        {
            yield return new(
                "join",
                Shape.Boolean,
                "Whether elements of one meter, channel, unit and length are one series, as the days of a year are. Default: false.");
            yield return new(
                "shortDays", Shape.Boolean, "Whether readings without times may be fewer than their day is long: then they are its first. "
                    + "Default: false, such a day is refused.");
        }

        if (scope.Kind is ScopeKind.Usage or ScopeKind.Line or ScopeKind.Bill or ScopeKind.Series or ScopeKind.Reading)
        {
            yield return new(
                "payload",
                Shape.Of(Payload),
                "The document inside the message in which these elements are; `each` begins with its first element.");
        }

        foreach (var group in scope.Fields.GroupBy(field => field.Name.Split('.')[0]))
        {
            yield return OfGroup(scope, group.Key, [.. group]);
        }

        foreach (var child in scope.Children)
        {
            var shape = Shape.Of(Scope(child.Definition));
            yield return new(
                child.Name,
                child.Definition.Kind is ScopeKind.NoData or ScopeKind.Error ? shape : shape.OrList(),
                child.Definition.Description,
                child.IsRequired);
        }
    }

    private static ObjectShape.Member OfGroup(ScopeDefinition scope, string name, FieldDefinition[] fields)
    {
        if (fields is [var single] && single.Name == name)
        {
            // Whether a field is there is checked when all of it is known.
            return new(name, Field, Describe(single));
        }

        var group = new ObjectShape(scope.Name + char.ToUpperInvariant(name[0]) + name[1..], "Parts of one value.", () =>
            [.. fields.Where(field => field.Name != name)
                .Select(field => new ObjectShape.Member(field.Name[(name.Length + 1)..], Field, Describe(field)))]);
        return new(name, fields.Any(field => field.Name == name) ? Field : Shape.Of(group), "Parts of one value.");
    }

    private static string Describe(FieldDefinition field) => field.Description
        + (field.IsRequired ? " Required." : string.Empty)
        + (field.Codes.Length > 0 ? $" Our codes: {string.Join(", ", field.Codes)}." : string.Empty);

    private static IReadOnlyList<ObjectShape.Member> FieldMembers() =>
    [
        new("path", Shape.Text.OrList(), "Child elements parted by slashes; `@name` an attribute; `.` the element itself; `Name[@a='b']` "
            + "one with that attribute. Of several the first that is there counts."),
        new("const", Shape.Value, "A value that is always the same."),
        new("header", Shape.Text, "In place of a path: a path that begins with a header block of the envelope."),
        new("codes", Shape.Text, "The table of `codes` that turns theirs into ours."),
        new("default", Shape.Value, "Our value where there is none."),
        new("missing", Shape.Value.OrList(), "Values that say there is none, such as N/A. Empty ones always do."),
        new("required", Shape.Boolean, "Whether a message without it is refused. Default: as the domain needs it."),
        new("format", Shape.Text, "How a date or time is written, such as MM/dd/yyyy HH:mm; also unixSeconds and unixMilliseconds. "
            + "Default: as XML Schema has it. Of a number of a message or an inquiry: guid, where it has the dashes that ours have not."),
        new("zone", Shape.Text, "The zone of a time without an offset: local (the contract's), utc, a name or an offset; offset: one "
            + "without an offset is refused. Default: local."),
        new("offset", Field, "Where the offset of a local time stands: minutes, or as -06:00."),
        new("dst", Conditions, "What says that a local time is daylight saving time. Without it, order tells the hour that comes twice."),
        new("date", Field, "The day, where it stands apart from the time."),
        new("time", Field, "The time of day, where it stands apart from the day."),
        new("number", Field, "The number of the interval in its day, from 1, in place of a time."),
        new("inclusive", Shape.Boolean, "For the end of a period: whether that day is part of it. Default: as the field says."),
        new("scale", new Shape { IsNumber = true, IsText = true, Object = FieldObject }, "What a number is multiplied with."),
        new("powerOfTen", Field, "The power of ten that a number is multiplied with."),
        new("as", Shape.OneOf("averagePower"), "The number is average power (kW, kVAR) and wanted as energy of the interval (kWh, kVARh)."),
    ];
}
