using System.Xml;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Cli.Commands.Contract.Try;

/// <summary>Elements of a message that no path of the contract names: what CNP says and nobody hears.</summary>
internal static class UnreadElements
{
    private const int MostTold = 50;

    /// <summary>The paths of those elements, each once, in the order of the message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="scopes">What is read of it.</param>
    public static IReadOnlyList<string> Of(Stream message, IEnumerable<ScopeModel> scopes)
    {
        var known = new PathTree();
        foreach (var scope in scopes)
        {
            PathTree.Add(scope, [known]);
        }

        var found = new List<string>();
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };
        using var reader = XmlReader.Create(message, settings);
        var names = new List<string>();
        var places = new List<PathTree?>();
        var start = int.MaxValue;
        while (reader.Read() && found.Count < MostTold)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (start == int.MaxValue && reader.Depth > 0 && reader.LocalName != "Header" && names.Count == 0)
            {
                start = reader.LocalName == "Body" ? reader.Depth + 1 : int.MaxValue;
            }

            if (reader.Depth < start)
            {
                continue;
            }

            var depth = reader.Depth - start;
            names.RemoveRange(Math.Min(depth, names.Count), names.Count - Math.Min(depth, names.Count));
            places.RemoveRange(names.Count, places.Count - names.Count);
            var parent = depth == 0 ? known : places[depth - 1];
            names.Add(reader.LocalName);
            var place = parent is null ? null : parent.IsRead ? parent : parent.Find(reader.LocalName, reader.NamespaceURI);
            places.Add(place);
            var path = string.Join('/', names);

            // Below one that is told nothing more is.
            if (place is null && parent is not null && !found.Contains(path))
            {
                found.Add(path);
            }
        }

        return found;
    }

    private sealed class PathTree
    {
        private readonly List<(PathStep Step, PathTree Node)> _children = [];

        /// <summary>Whether all below is read, as a payload's or a value's.</summary>
        public bool IsRead { get; private set; }

        public PathTree? Find(string name, string namespaceUri)
        {
            var found = _children.Where(child => (child.Step.Name ?? name) == name
                && (child.Step.Namespace ?? namespaceUri) == namespaceUri).Select(child => child.Node).ToList();
            return found.Count <= 1 ? found.FirstOrDefault() : Together(found);
        }

        public static void Add(ScopeModel scope, IReadOnlyList<PathTree> from)
        {
            if (scope.Payload is { } payload)
            {
                foreach (var node in from)
                {
                    node.Add(payload.Path.Steps).IsRead = true;
                }

                return;
            }

            var inside = from.SelectMany(node => scope.Each.Select(each => node.Add(each.Steps))).ToList();
            foreach (var node in inside)
            {
                foreach (var path in scope.When.Where(condition => !condition.IsHeader)
                    .Select(condition => condition.Path)
                    .Concat(scope.Fields.Values.SelectMany(PathsOf)))
                {
                    node.Add(path.Steps);
                }
            }

            foreach (var child in scope.Children)
            {
                Add(child, inside);
            }
        }

        private static IEnumerable<PathModel> PathsOf(FieldModel field) => field.Paths
            .Concat(field.Dst.Where(condition => !condition.IsHeader).Select(condition => condition.Path))
            .Concat(new[] { field.Offset, field.Date, field.Time, field.Number, field.ScaleField, field.PowerOfTen }.OfType<FieldModel>()
                .SelectMany(PathsOf));

        private static PathTree Together(List<PathTree> nodes)
        {
            var all = new PathTree { IsRead = nodes.Exists(node => node.IsRead) };
            all._children.AddRange(nodes.SelectMany(node => node._children));
            return all;
        }

        private PathTree Add(IReadOnlyList<PathStep> steps)
        {
            var at = this;
            foreach (var step in steps)
            {
                var plain = step with { Attribute = null, AttributeValue = null };
                var next = at._children.Find(child => child.Step == plain).Node;
                if (next is null)
                {
                    next = new PathTree();
                    at._children.Add((plain, next));
                }

                at = next;
            }

            return at;
        }
    }
}
