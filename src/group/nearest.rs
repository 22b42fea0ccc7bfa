//! The point nearest to the origin in the convex hull of points that arrive one at a time. P. Wolfe, "Finding the
//! nearest point in a polytope", Mathematical Programming 11 (1976), with an updated Cholesky factor: a point is
//! appended, and one that leaves is rotated out by Givens rotations.
//!
//! A point is a sparse vector minus a `centre` that all share, so that sums over groups stay sparse.

/// A sparse vector: places and values.
pub type Sparse = Vec<(usize, f64)>;

/// The points so far and the nearest combination of them.
#[derive(Clone, Debug)]
pub struct Nearest {
    centre: Vec<f64>,
    centre_square: f64,
    shift: f64,
    points: Vec<Sparse>,
    /// `centre · point` for each.
    along: Vec<f64>,
    /// The points that the combination uses, their weights, and the Cholesky factor (by columns) of
    /// `shift + point_i · point_j` over them.
    active: Vec<usize>,
    weights: Vec<f64>,
    factor: Vec<Vec<f64>>,
    at: Vec<f64>,
}

/// Weights up to this leave.
const NOTHING: f64 = 1e-12;

impl Nearest {
    /// No points yet.
    #[must_use]
    pub fn new(centre: Vec<f64>) -> Self {
        let centre_square = dot(&centre, &centre);
        Self {
            centre_square,
            shift: centre_square.max(1.0),
            at: centre.iter().map(|value| -value).collect(),
            centre,
            points: Vec::new(),
            along: Vec::new(),
            active: Vec::new(),
            weights: Vec::new(),
            factor: Vec::new(),
        }
    }

    /// Where the combination lies.
    #[must_use]
    pub fn at(&self) -> &[f64] {
        &self.at
    }

    /// The points in use and their weights, which sum to 1; empty before the first.
    #[must_use]
    pub fn mix(&self) -> Vec<(usize, f64)> {
        let sum: f64 = self.weights.iter().sum();
        self.active
            .iter()
            .zip(&self.weights)
            .map(|(&point, weight)| (point, weight / sum))
            .collect()
    }

    /// Makes a point known; its number is how many came before it.
    pub fn push(&mut self, point: Sparse) -> usize {
        self.along.push(
            point
                .iter()
                .map(|&(place, value)| value * self.centre[place])
                .sum(),
        );
        self.points.push(point);
        self.points.len() - 1
    }

    /// For each point by how much moving towards it shortens the way at first; the nearest point of the hull is
    /// found when none is positive.
    #[must_use]
    pub fn gains(&self) -> Vec<f64> {
        let own = dot(&self.at, &self.at) + dot(&self.at, &self.centre);
        self.points
            .iter()
            .map(|point| own - self.along_at(point))
            .collect()
    }

    /// The gain of one point, as in [`Nearest::gains`].
    #[must_use]
    pub fn gain(&self, point: usize) -> f64 {
        self.gain_of(&self.points[point])
    }

    /// The gain of a point that need not be known.
    #[must_use]
    pub fn gain_of(&self, point: &Sparse) -> f64 {
        dot(&self.at, &self.at) + dot(&self.at, &self.centre) - self.along_at(point)
    }

    fn along_at(&self, point: &Sparse) -> f64 {
        point.iter().map(|&(place, value)| value * self.at[place]).sum()
    }

    /// Takes a point into the combination and moves to the nearest one. False, with nothing changed, where the point
    /// is in use already or depends on those in use.
    pub fn take(&mut self, point: usize) -> bool {
        if self.active.contains(&point) || !self.append(point) {
            return false;
        }
        if self.active.len() == 1 {
            self.weights[0] = 1.0;
        }
        loop {
            let goal = self.affine();
            if goal.iter().all(|&weight| weight > NOTHING) {
                self.weights = goal;
                break;
            }
            self.step_towards(&goal);
        }
        self.locate();
        true
    }

    /// Goes towards the goal until the first weight is used up, and lets go of what has none.
    fn step_towards(&mut self, goal: &[f64]) {
        let part = (self.weights.iter().zip(goal))
            .filter(|(_, goal)| **goal <= NOTHING)
            .map(|(weight, goal)| weight / (weight - goal).max(f64::MIN_POSITIVE))
            .fold(1.0, f64::min);
        for (weight, goal) in self.weights.iter_mut().zip(goal) {
            *weight += part * (goal - *weight);
        }
        let before = self.active.len();
        for index in (0..before).rev() {
            if self.weights[index] <= NOTHING {
                self.remove(index);
            }
        }
        if self.active.len() == before {
            let least = (0..before).min_by(|&a, &b| self.weights[a].total_cmp(&self.weights[b]));
            if let Some(index) = least {
                self.remove(index);
            }
        }
    }

    /// Appends a point to the factor; false where it depends on the others.
    fn append(&mut self, point: usize) -> bool {
        let mut dense = vec![0.0; self.centre.len()];
        for &(place, value) in &self.points[point] {
            dense[place] = value;
        }
        let shared = self.centre_square + self.shift - self.along[point];
        let mut column: Vec<f64> = Vec::with_capacity(self.active.len() + 1);
        for (&other, done) in self.active.iter().zip(&self.factor) {
            let product: f64 = self.points[other]
                .iter()
                .map(|&(place, value)| value * dense[place])
                .sum();
            let rest = product - self.along[other] + shared - dot(&done[..column.len()], &column);
            column.push(rest / done[column.len()]);
        }
        let square = dot(&dense, &dense) - self.along[point] + shared;
        let rest = square - dot(&column, &column);
        if rest <= 1e-9 * square {
            return false;
        }
        column.push(rest.sqrt());
        self.factor.push(column);
        self.active.push(point);
        self.weights.push(0.0);
        true
    }

    fn remove(&mut self, index: usize) {
        self.active.remove(index);
        self.weights.remove(index);
        self.factor.remove(index);
        for turn in index..self.factor.len() {
            let (over, under) = (self.factor[turn][turn], self.factor[turn][turn + 1]);
            let length = over.hypot(under);
            let (cosine, sine) = (over / length, under / length);
            for column in &mut self.factor[turn..] {
                let (over, under) = (column[turn], column[turn + 1]);
                column[turn] = cosine * over + sine * under;
                column[turn + 1] = cosine * under - sine * over;
            }
            self.factor[turn].truncate(turn + 1);
        }
    }

    /// The weights, negative ones too, of the nearest point on the plane through those in use.
    fn affine(&self) -> Vec<f64> {
        let mut weights: Vec<f64> = Vec::with_capacity(self.active.len());
        for column in &self.factor {
            let rest = 1.0 - dot(&column[..weights.len()], &weights);
            weights.push(rest / column[weights.len()]);
        }
        for index in (0..weights.len()).rev() {
            let column = &self.factor[index];
            weights[index] /= column[index];
            let value = weights[index];
            for (weight, entry) in weights[..index].iter_mut().zip(column) {
                *weight -= entry * value;
            }
        }
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / sum).collect()
    }

    fn locate(&mut self) {
        self.at = self.centre.iter().map(|value| -value).collect();
        for (point, weight) in self.mix() {
            for &(place, value) in &self.points[point] {
                self.at[place] += value * weight;
            }
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(centre: &[f64], points: &[&[f64]]) -> Nearest {
        let mut nearest = Nearest::new(centre.to_vec());
        for point in points {
            nearest.push(point.iter().copied().enumerate().collect());
        }
        while let Some((best, gain)) = nearest
            .gains()
            .into_iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1))
            && (gain > 1e-9 || nearest.mix().is_empty())
            && nearest.take(best)
        {}
        nearest
    }

    #[test]
    fn the_nearest_point_of_a_segment_lies_on_it() {
        let found = nearest(&[0.0, 0.0], &[&[2.0, 0.0], &[0.0, 2.0]]);
        assert!(
            found.at().iter().all(|value| (value - 1.0).abs() < 1e-9),
            "{:?}",
            found.at()
        );
    }

    #[test]
    fn a_point_that_is_not_needed_any_more_leaves() {
        let found = nearest(&[1.0, 1.0], &[&[4.0, 1.0], &[1.0, 4.0], &[0.5, 0.5], &[2.0, 2.0]]);
        let at: f64 = found.at().iter().map(|value| value * value).sum();
        assert!(at < 1e-18, "the centre lies within: {at}");
        assert!((found.mix().iter().map(|(_, weight)| weight).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(found.mix().iter().all(|(_, weight)| *weight > 0.0));
    }
}
