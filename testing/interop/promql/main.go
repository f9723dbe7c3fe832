// Evaluates PromQL over scraped text with the engine of Prometheus itself. Reads one JSON object from standard input:
// the texts of several scrapes of one node, and expressions. Writes what became of each expression.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/util/annotations"
)

// How far apart the scrapes are taken to be, whatever time lay between them.
const interval = 15 * time.Second

type question struct {
	Scrapes []string `json:"scrapes"`
	Queries []string `json:"queries"`
}

type verdict struct {
	Query    string   `json:"query"`
	Problems []string `json:"problems"`
	// Series that the whole expression gives.
	Results int `json:"results"`
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "promql:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	var asked question
	if err := json.NewDecoder(in).Decode(&asked); err != nil {
		return err
	}
	scraped := memory{}
	for i, text := range asked.Scrapes {
		if err := scraped.add(text, int64(i)*interval.Milliseconds()); err != nil {
			return fmt.Errorf("scrape %d: %w", i, err)
		}
	}
	end := time.UnixMilli(int64(len(asked.Scrapes)-1) * interval.Milliseconds())
	engine := promql.NewEngine(promql.EngineOpts{MaxSamples: 1_000_000, Timeout: 10 * time.Second})
	verdicts := []verdict{}
	for _, query := range asked.Queries {
		verdicts = append(verdicts, judge(engine, scraped, query, end))
	}
	return json.NewEncoder(out).Encode(verdicts)
}

func judge(engine *promql.Engine, scraped memory, query string, at time.Time) verdict {
	result := verdict{Query: query, Problems: []string{}}
	expression, err := parser.NewParser(parser.Options{}).ParseExpr(query)
	if err != nil {
		result.Problems = append(result.Problems, err.Error())
		return result
	}
	result.Problems = append(result.Problems, missing(expression, scraped)...)
	evaluation, err := engine.NewInstantQuery(context.Background(), scraped, nil, query, at)
	if err != nil {
		result.Problems = append(result.Problems, err.Error())
		return result
	}
	defer evaluation.Close()
	answer := evaluation.Exec(context.Background())
	if answer.Err != nil {
		result.Problems = append(result.Problems, answer.Err.Error())
	}
	for _, warning := range answer.Warnings.AsErrors() {
		result.Problems = append(result.Problems, warning.Error())
	}
	if vector, err := answer.Vector(); err == nil {
		result.Results = len(vector)
	} else {
		result.Results = 1
	}
	return result
}

// Every selector has to find a series, and every label that is grouped by has to be on one of those below it.
func missing(expression parser.Expr, scraped memory) []string {
	problems := []string{}
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		switch each := node.(type) {
		case *parser.VectorSelector:
			if len(scraped.find(each.LabelMatchers)) == 0 {
				problems = append(problems, "no series for "+each.String())
			}
		case *parser.AggregateExpr:
			if each.Without {
				return nil
			}
			for _, label := range each.Grouping {
				if !scraped.carries(each.Expr, label) {
					problems = append(problems, "no label "+label+" below "+each.String())
				}
			}
		}
		return nil
	})
	return problems
}

// The scraped series, by their labels.
type memory map[string]*promql.Series

func (m memory) add(text string, at int64) error {
	reader, err := textparse.New([]byte(text), "text/plain; version=0.0.4", labels.NewSymbolTable(), textparse.ParserOptions{})
	if err != nil {
		return err
	}
	for {
		entry, err := reader.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if entry != textparse.EntrySeries {
			continue
		}
		_, _, value := reader.Series()
		var found labels.Labels
		reader.Labels(&found)
		// What Prometheus adds of the place it scraped.
		found = labels.NewBuilder(found).Set("job", "jackfield").Set("instance", "127.0.0.1:4080").Labels()
		key := found.String()
		if m[key] == nil {
			m[key] = &promql.Series{Metric: found}
		}
		known := m[key].Floats
		if len(known) > 0 && known[len(known)-1].T == at {
			return fmt.Errorf("twice in one scrape: %s", key)
		}
		m[key].Floats = append(known, promql.FPoint{T: at, F: value})
	}
}

func (m memory) find(matchers []*labels.Matcher) []storage.Series {
	found := []storage.Series{}
	for _, each := range m {
		matches := true
		for _, matcher := range matchers {
			matches = matches && matcher.Matches(each.Metric.Get(matcher.Name))
		}
		if matches {
			found = append(found, promql.NewStorageSeries(*each))
		}
	}
	sort.Slice(found, func(i, j int) bool { return labels.Compare(found[i].Labels(), found[j].Labels()) < 0 })
	return found
}

func (m memory) carries(below parser.Expr, label string) bool {
	carried := false
	parser.Inspect(below, func(node parser.Node, _ []parser.Node) error {
		if selector, is := node.(*parser.VectorSelector); is {
			for _, each := range m.find(selector.LabelMatchers) {
				carried = carried || each.Labels().Has(label)
			}
		}
		return nil
	})
	return carried
}

// What the engine asks of a storage.

func (m memory) Querier(_, _ int64) (storage.Querier, error) { return m, nil }

func (m memory) Select(_ context.Context, _ bool, _ *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
	return &set{rest: m.find(matchers)}
}

func (m memory) LabelValues(context.Context, string, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (m memory) LabelNames(context.Context, *storage.LabelHints, ...*labels.Matcher) ([]string, annotations.Annotations, error) {
	return nil, nil, nil
}

func (m memory) Close() error { return nil }

type set struct {
	rest []storage.Series
	at   storage.Series
}

func (s *set) Next() bool {
	if len(s.rest) == 0 {
		return false
	}
	s.at, s.rest = s.rest[0], s.rest[1:]
	return true
}

func (s *set) At() storage.Series                { return s.at }
func (s *set) Err() error                        { return nil }
func (s *set) Warnings() annotations.Annotations { return nil }
