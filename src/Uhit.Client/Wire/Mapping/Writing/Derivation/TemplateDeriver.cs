using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Makes a template of a message that we only read: the message as the schema has it, with a placeholder wherever a path of
/// <c>contract.json</c> leads. So the simulator writes what the reader reads.</summary>
/// <param name="contract">The contract.</param>
/// <param name="problems">Takes what has no way back.</param>
internal sealed class TemplateDeriver(ContractModel contract, ProblemList problems)
{
    private readonly PathPlacer _placer = new(contract, problems);
    private readonly FieldPlacer _fields = new(contract, problems);

    // As they came from the schema: a second part of a message that is in the same element gets one of its own.
    private readonly Dictionary<TemplateElement, TemplateElement> _pristine = [];

    /// <summary>Makes one template of several parts with one root, such as an answer with data in it.</summary>
    /// <param name="scopes">What is read of the message.</param>
    /// <param name="skeleton">The message as it was made from the schema; <see langword="null"/> where there is
    /// none: then it is made from the paths alone.</param>
    public TemplateElement? Derive(IReadOnlyList<ScopeModel> scopes, TemplateElement? skeleton)
    {
        if (scopes[0].Each[0].Steps is not [{ Name: { } name } step])
        {
            problems.Add(scopes[0].Source, "The simulator can't write this message: its root has no name of its own.");
            return null;
        }

        var root = skeleton?.Clone()
            ?? new TemplateElement(_placer.PrefixOf(step.Namespace), name, step.Namespace ?? string.Empty, default);
        foreach (var scope in scopes)
        {
            Place(scope, root, isRoot: true);
        }

        _placer.Finish();
        return root;
    }

    // A reason that is made up must not make a refusal of what is none.
    private static bool TakesSamples(ScopeModel scope, ScopeModel? parent) => scope.Kind switch
    {
        ScopeKind.Error => parent?.Fields.ContainsKey("status") == true,
        ScopeKind.Usage or ScopeKind.Bill or ScopeKind.Series => true,
        _ => false,
    };

    private void Place(ScopeModel scope, TemplateElement element, bool isRoot, ScopeModel? parent = null)
    {
        foreach (var condition in scope.When.Where(condition => !condition.IsHeader))
        {
            PlaceCondition(scope, condition, element);
        }

        foreach (var field in scope.Fields.Values)
        {
            _fields.Place(scope, field, (path, part) => _placer.Place(field.Source, element, path, part), TakesSamples(scope, parent));
        }

        foreach (var child in scope.Children.Where((child, index) => !RepeatedScopes.SaysNoMore(child, scope.Children.Take(index))))
        {
            PlaceChild(scope, child, element, isRoot);
        }
    }

    private void PlaceCondition(ScopeModel scope, ConditionModel condition, TemplateElement element)
    {
        if (scope.Kind == ScopeKind.NoData)
        {
            PlaceNoData(condition, element);
        }
        else if (condition.Is.Count > 0)
        {
            _placer.Place(condition.Source, element, condition.Path, TemplatePart.Of(condition.Is[0]));
        }
        else if (condition.Exists == true && condition.Path.Attribute is null)
        {
            var found = _placer.Find(condition.Source, element, condition.Path.Steps);
            found?.Marks = found.Marks with { Keep = true };
        }
    }

    // The word that there is no usage, and another one where there is.
    private void PlaceNoData(ConditionModel condition, TemplateElement element)
    {
        if (condition.Is.Count == 0 || condition.Path.Attribute is not null || condition.Path.Steps.Count == 0)
        {
            if (condition.Is.Count > 0)
            {
                _placer.Place(condition.Source, element, condition.Path, TemplatePart.Of(condition.Is[0]));
            }

            return;
        }

        if (_placer.Find(condition.Source, element, condition.Path.Steps) is not { } usual)
        {
            return;
        }

        var holder = condition.Path.Steps.Count == 1
            ? element
            : element.Descendants().First(candidate => candidate.Children.Contains(usual));
        var word = usual.Clone();
        word.Text = [TemplatePart.Of(condition.Is[0])];
        word.Marks = word.Marks.And("usage.noData");
        usual.Marks = usual.Marks.And("!usage.noData");
        if (usual.Text.Count == 0)
        {
            usual.Text = [TemplatePart.Of("OK")];
        }

        holder.Children.Insert(holder.Children.IndexOf(usual), word);
    }

    // Makes an element one whose text is a document of its own.
    private static void Pack(TemplateElement holder, PayloadModel payload)
    {
        holder.Text = [];
        if (holder.Marks.Payload is null)
        {
            holder.Children.Clear();
        }

        holder.Marks = holder.Marks with
        {
            Payload = new TemplatePacking(
                payload.IsCsv ? "csv" : "xml",
                payload.Compression == "none" ? null : payload.Compression,
                payload.Encoding == "text" ? null : payload.Encoding),
        };
    }

    private void PlaceChild(ScopeModel parent, ScopeModel child, TemplateElement element, bool isRoot)
    {
        if (child.Payload is { } payload)
        {
            var holder = _placer.Find(child.Source, element, payload.Path.Steps);
            if (holder is not null)
            {
                Pack(holder, payload);
                PlaceInside(parent, child, holder, payload, isRoot);
            }

            return;
        }

        PlaceInside(parent, child, element, null, isRoot);
    }

    private void PlaceInside(ScopeModel parent, ScopeModel child, TemplateElement element, PayloadModel? payload, bool isRoot)
    {
        if (payload is { IsCsv: true })
        {
            new RowPlacer(_fields, payload).Place(child, element, LoopNames.Of(parent, child));
            return;
        }

        var steps = child.Each[0].Steps;
        if (_placer.Find(child.Source, element, steps) is not { } at)
        {
            return;
        }

        var isSelf = steps.Count == 0;
        if (child.Kind == ScopeKind.NoData)
        {
            if (!isSelf)
            {
                at.Marks = at.Marks.And("usage.noData");
            }

            Place(child, at, isRoot: false, parent);
            return;
        }

        // The whole message is this one item: its values are shared, and a loop around the root would write it several times.
        if (!(isSelf && isRoot))
        {
            at = isSelf ? at : Fresh(element, at, child.Kind);
            at.Marks = at.Marks with { Each = [.. at.Marks.Each, .. LoopNames.Of(parent, child)] };
            AddConstants(child, at);
        }

        Place(child, at, isSelf && isRoot, parent);
    }

    private TemplateElement Fresh(TemplateElement around, TemplateElement element, ScopeKind kind)
    {
        if (element.Marks.Each.Count == 0)
        {
            _pristine[element] = element.Clone();
            return element;
        }

        var holder = around.Descendants().Append(around).First(candidate => candidate.Children.Contains(element));
        var copy = _pristine.TryGetValue(element, out var pristine)
            ? pristine.Clone()
            : new TemplateElement(element.Prefix, element.Name, element.Namespace, default);
        holder.Children.Insert(holder.Children.IndexOf(element) + 1, copy);
        _pristine[copy] = copy.Clone();

        // The schema wants one of any of them. What stands in for a reason stands in the first.
        copy.Marks = copy.Marks with { MinOccurs = 0 };
        element.Marks = kind == ScopeKind.Error ? element.Marks : element.Marks with { MinOccurs = 0 };
        return copy;
    }

    // What a series always is says which of ours are written there.
    private static void AddConstants(ScopeModel scope, TemplateElement element)
    {
        if (scope.Kind != ScopeKind.Series)
        {
            return;
        }

        foreach (var (name, value) in SeriesConstants.Of(scope))
        {
            element.Marks = element.Marks.And($"series.{name}={value}");
        }
    }
}
