using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing.Formats;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>Binds the names of a template to the values of its message, and finds all that is wrong with them.</summary>
internal sealed class TemplateBinder(string file, TemplateSettings settings, List<ContractProblem> problems)
{
    /// <summary>Binds a template.</summary>
    /// <param name="root">Its root.</param>
    public BoundElement Bind(TemplateElement root) =>
        Bind(root, [MessageValues.Of(settings.Kind, settings.Zone)], isSure: settings.WritesSamples, isDemanded: false);

    // It is sure where it is in every message, or in every item of its loop; it is demanded where the loop must have an item besides.
    private BoundElement Bind(TemplateElement element, IReadOnlyList<ValueScope> scopes, bool isSure, bool isDemanded)
    {
        var (loops, inside) = BindLoops(element, scopes);
        if (isDemanded && loops.Count > 0 && HasSamples(element))
        {
            loops = [.. loops.SkipLast(1), loops[^1] with { IsOptional = true }];
        }

        var names = new NameResolver(inside, settings.Secrets);
        var attributes = element.Attributes.Where(attribute => !attribute.Value.Any(part => part.Name == TemplateNames.OptionalSample))
            .Select(attribute => new BoundElement.Attribute(
                attribute.Prefix, attribute.Name, attribute.Namespace, BindText(attribute.Value, null, names, attribute.At)))
            .ToList();
        var text = BindText(element.Text, element.Marks.Codes, names, element.At);
        var children = SampleFilter.Kept(element).Select(child => BindChild(child, inside, isSure)).ToList();
        if (element.Marks.Codes is not null && text.IsLiteral)
        {
            Problem(
                element.At, $"'{element}' names a table of codes, but has no placeholder in its text. Of an attribute, write "
                    + $"{{name:codes({element.Marks.Codes})}}.");
        }

        return new BoundElement
        {
            Prefix = element.Prefix,
            Name = element.Name,
            Namespace = element.Namespace,
            Declared = element.Declared,
            Attributes = attributes,
            Children = children,
            Text = text,
            Loops = loops,
            Condition = element.Marks.If is { } condition ? BindCondition(condition, names, element.At) : null,
            IsRequired = element.Marks.MinOccurs is { } min ? min > 0 : loops.Count == 0 && text.IsRequired,
            IsSure = isSure,
            Nil = element.Marks.Nil,
            Keep = element.Marks.Keep,
            Payload = element.Marks.Payload,
            IsFrame = element is { Namespace: TemplateNames.Namespace, Name: TemplateNames.Message },
            IsRow = element is { Namespace: TemplateNames.Namespace, Name: TemplateNames.Row },
            IsLiteral = text.IsLiteral
                && loops.Count == 0
                && element.Marks.If is null
                && attributes.All(a => a.Value.IsLiteral)
                && children.All(child => child.IsLiteral),
        };
    }

    private BoundElement BindChild(TemplateElement child, IReadOnlyList<ValueScope> scopes, bool isSureAround)
    {
        var isDemanded = isSureAround && child.Marks is { MinOccurs: > 0, If: null };
        return Bind(child, scopes, isDemanded || (isSureAround && child.Marks.Each.Count > 0), isDemanded);
    }

    private static bool HasSamples(TemplateElement element) =>
        element.Text.Concat(element.Attributes.SelectMany(attribute => attribute.Value)).Any(part => part.Sample is not null)
        || element.Children.Exists(HasSamples);

    private (IReadOnlyList<BoundLoop> Loops, IReadOnlyList<ValueScope> Inside) BindLoops(
        TemplateElement element, IReadOnlyList<ValueScope> scopes)
    {
        var loops = new List<BoundLoop>();
        List<ValueScope> inside = [.. scopes];
        foreach (var name in element.Marks.Each)
        {
            if (new NameResolver(inside, settings.Secrets).FindLoop(name.TrimEnd('?'), out var problem) is not { } found)
            {
                Problem(element.At, problem!);
                continue;
            }

            found = name.EndsWith('?') ? [.. found.SkipLast(1), found[^1] with { IsOptional = true }] : found;
            loops.AddRange(found);
            inside.AddRange(found.Select(loop => loop.Loop.Scope));
        }

        return (loops, inside);
    }

    private BoundText BindText(IReadOnlyList<TemplatePart> parts, string? codes, NameResolver names, TemplatePosition at) =>
        new([.. parts.Select(part => BindPart(part, codes, names, at)).OfType<BoundText.Part>()]);

    private BoundText.Part? BindPart(TemplatePart part, string? codes, NameResolver names, TemplatePosition at)
    {
        if (part.Literal is not null)
        {
            return new BoundText.Part(part.Literal, null, null, null);
        }

        if (part.IsSample)
        {
            if (!settings.WritesSamples)
            {
                Problem(
                    at, "The schema demands a value here, and what stands here is only a sample: write a placeholder such as {esiId}, or a "
                        + "constant, in its place.");
            }

            return new BoundText.Part(part.Format ?? string.Empty, null, null, null);
        }

        var rest = part.Format;
        if (names.Find(part.Name, ref rest, out var problem) is not { } value || problem is not null)
        {
            Problem(at, problem!);
            return null;
        }

        if (ValueFormatParser.Parse(rest, value.Kind, out problem) is not { } format)
        {
            Problem(at, $"{{{DisplayText.Of(part.Name)}}}: {problem}");
            return null;
        }

        return FindCodes(format.Codes ?? codes, part, value, at, out var table)
            ? new BoundText.Part(null, value, new ValueWriter(value.Kind, format, table, ZoneOf(format))
            {
                IsClosed = value.Closed.Count > 0,
                IsOurs = IsOurs(part.Name),
            }, new ValueReader(value.Kind, format, table, ZoneOf(format)))
            {
                Sample = part.Sample,
            }
            : null;
    }

    private bool IsOurs(string name) =>
        (settings.Kind is MessageKind.Request or MessageKind.Fetch or MessageKind.Confirm) && (name is "requestId" or "messageId");

    private TimeZoneInfo ZoneOf(ValueFormat format) => format.Zone is { } zone ? ZoneNames.Find(zone) ?? settings.Zone : settings.Zone;

    private bool FindCodes(string? name, TemplatePart part, BoundValue value, TemplatePosition at, out CodeTable? table)
    {
        table = null;
        if (name is null)
        {
            return true;
        }

        if (!settings.Codes.TryGetValue(name, out table))
        {
            Problem(
                at, $"'{DisplayText.Of(name)}' is no table in \"codes\" of contract.json.{NearestName.Hint(name, settings.Codes.Keys)}");
            return false;
        }

        var codes = table;
        var missing = Closed(value).Where(code => !codes.ToTheirs.ContainsKey(code)).ToList();
        if (settings.WritesSamples)
        {
            // CNP may have no word for a refusal: the simulator says one by a fault then.
            missing.Remove(nameof(AcknowledgementStatus.Rejected));
        }

        if (missing.Count > 0)
        {
            Problem(at, $"The table '{DisplayText.Of(name)}' has no code for {string.Join(", ", missing)}, which {{{part.Name}}} can be.");
        }

        return missing.Count == 0;
    }

    private static IReadOnlyList<string> Closed(BoundValue value) => value.Kind == ValueKind.Boolean ? ["true", "false"] : value.Closed;

    private BoundCondition? BindCondition(string all, NameResolver names, TemplatePosition at)
    {
        var and = all.IndexOf(" and ", StringComparison.Ordinal);
        var text = and < 0 ? all : all[..and];
        var next = and < 0 ? null : BindCondition(all[(and + 5)..], names, at);
        var isNegated = text.StartsWith('!');
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? text : text[..equals]).Trim('!', ' ');
        var expected = equals < 0 ? null : text[(equals + 1)..].Trim();
        isNegated |= equals > 0 && text[equals - 1] == '!';
        var values = names.FindAll(name, out var problem);
        if (problem is not null)
        {
            Problem(at, problem);
            return null;
        }

        return new BoundCondition(values, expected, isNegated, next);
    }

    private void Problem(TemplatePosition at, string message) =>
        problems.Add(new ContractProblem(file, at.Line, at.Column, string.Empty, message));
}
